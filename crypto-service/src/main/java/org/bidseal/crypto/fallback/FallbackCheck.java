package org.bidseal.crypto.fallback;

import java.nio.ByteBuffer;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeStream;

/// Hashes a file while it passes and compares its tree root, under the bidder's tree key, with that
/// of the seal. Used by one thread at a time.
final class FallbackCheck {
  private final TreeStream tree;
  private final Sm3Hash root;
  private final long size;
  private long seen;

  /// @param root of the receipt
  /// @param treeKey what the bidder shows; two keys, or two files, of one root would be a collision
  ///   of SM3
  /// @param size of the file that was sealed
  FallbackCheck(Sm3Hash root, Sm3Hash treeKey, long size) {
    this.tree = new TreeStream(TreeKey.of(treeKey.bytes()), EnvelopeHeader.SEGMENT_BYTES);
    this.root = root;
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
    tree.update(piece, 0, piece.length);
  }

  /// Looks at the end.
  ///
  /// @throws ProblemException {@link CryptoProblem#FALLBACK_NOT_MATCHING}
  void finish() {
    if (seen != size) {
      throw wrongSize(size);
    }
    if (!tree.finish().equals(root)) {
      throw new ProblemException(
          CryptoProblem.FALLBACK_NOT_MATCHING,
          "File and tree key do not have the tree root that was sealed.");
    }
  }

  static ProblemException wrongSize(long expected) {
    return new ProblemException(
            CryptoProblem.FALLBACK_NOT_MATCHING, "The sealed file has " + expected + " bytes.")
        .with("expectedSize", expected);
  }
}
