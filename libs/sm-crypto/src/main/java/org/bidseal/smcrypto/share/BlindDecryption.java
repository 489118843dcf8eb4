package org.bidseal.smcrypto.share;

import java.security.SecureRandom;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;

/// A co-decryption under way of which the server learns nothing: `T1 = b·x1·C1` for a random `b`,
/// so its answer `T2 = D2^-1·T1` is `b·(S + C1)`.
///
/// In an ordinary co-decryption the server, who has `C1` and makes `T2`, knows the shared point `S`
/// itself and could read along. That may be: the file key is handed to it next. What the members of
/// a committee send each other it must not read.
public final class BlindDecryption implements AutoCloseable {
  private final Scalar blinding;
  private final Point c1;
  private final Point t1;
  private final BlindProof proof;

  private BlindDecryption(Scalar blinding, Point c1, Point t1, BlindProof proof) {
    this.blinding = blinding;
    this.c1 = c1;
    this.t1 = t1;
    this.proof = proof;
  }

  static BlindDecryption start(
      Scalar x1, Point p1, Point c1, ProofContext context, SecureRandom random) {
    Scalar blinding = Scalar.random(random);
    try (Scalar factor = blinding.times(x1)) {
      Point t1 = c1.times(factor);
      BlindProof proof =
          BlindProof.prove(context, new BlindProof.Images(p1, c1, t1), x1, factor, random);
      return new BlindDecryption(blinding, c1, t1, proof);
    }
  }

  /// What is sent.
  public Point t1() {
    return t1;
  }

  /// That its sender has the other half of the key, and knows which multiple of C1 it is.
  public BlindProof proof() {
    return proof;
  }

  /// Opens the ciphertext with the server's `T2`: the shared point is `b^-1·T2 − C1`. The caller
  /// zeroes the plaintext.
  ///
  /// @throws org.bidseal.smcrypto.sm2.Sm2DecryptionException if C3 does not match
  /// @throws SplitKeyException [SplitKeyException.Reason#ANSWER_INVALID] if no point comes out
  public byte[] finish(Sm2Ciphertext ciphertext, Point t2) {
    if (!ciphertext.c1().equals(c1)) {
      throw new IllegalArgumentException("another ciphertext was asked for");
    }
    Point shared;
    try (Scalar inverse = blinding.inverse()) {
      shared = t2.times(inverse).minus(c1);
    } catch (InvalidPointException infinity) {
      throw new SplitKeyException(SplitKeyException.Reason.ANSWER_INVALID);
    }
    return Sm2Encryption.open(ciphertext, shared);
  }

  @Override
  public void close() {
    blinding.close();
  }

  @Override
  public String toString() {
    return "BlindDecryption[REDACTED]";
  }
}
