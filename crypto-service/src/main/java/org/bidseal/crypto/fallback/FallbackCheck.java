package org.bidseal.crypto.fallback;

import java.nio.ByteBuffer;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;
import org.bidseal.smcrypto.evidence.FallbackNonce;
import org.jspecify.annotations.Nullable;

/// Digests a file while it passes and compares it, with its nonce, with the commitment of the seal:
/// `SM3("bidseal-fallback-v1" ‖ r ‖ SM3(file))`, in constant time. Used by one thread at a time.
final class FallbackCheck {
  private final Sm3Stream digest = new Sm3Stream();
  private final Sm3Hash commitment;
  private final String nonce;
  private final long size;
  private long seen;
  private @Nullable Sm3Hash plaintextSm3;

  /// @param nonce 64 lower-case hex digits
  /// @param size of the file that was sealed
  FallbackCheck(Sm3Hash commitment, String nonce, long size) {
    this.commitment = commitment;
    this.nonce = nonce;
    this.size = size;
  }

  /// Looks at the next bytes.
  ///
  /// @throws ProblemException {@link CryptoProblem#FALLBACK_NOT_MATCHING} if there are too many
  void accept(ByteBuffer bytes) {
    seen += bytes.remaining();
    if (seen > size) {
      throw wrongSize(size);
    }
    byte[] piece = new byte[bytes.remaining()];
    bytes.duplicate().get(piece);
    digest.update(piece);
  }

  /// Looks at the end.
  ///
  /// @throws ProblemException {@link CryptoProblem#FALLBACK_NOT_MATCHING}
  void finish() {
    if (seen != size) {
      throw wrongSize(size);
    }
    Sm3Hash found = digest.finish();
    try (FallbackNonce r = FallbackNonce.ofHex(nonce)) {
      if (!r.commitTo(found).equals(commitment)) {
        throw new ProblemException(
            CryptoProblem.FALLBACK_NOT_MATCHING, "File and r do not open the fallback commitment.");
      }
    }
    plaintextSm3 = found;
  }

  /// The file's plain digest, once {@link #finish()} has accepted it.
  Sm3Hash plaintextSm3() {
    if (plaintextSm3 == null) {
      throw new IllegalStateException("the file was not accepted");
    }
    return plaintextSm3;
  }

  static ProblemException wrongSize(long expected) {
    return new ProblemException(
            CryptoProblem.FALLBACK_NOT_MATCHING, "The sealed file has " + expected + " bytes.")
        .with("expectedSize", expected);
  }
}
