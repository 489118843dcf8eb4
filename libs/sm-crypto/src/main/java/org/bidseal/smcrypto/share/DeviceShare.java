package org.bidseal.smcrypto.share;

import java.security.SecureRandom;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareProver;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2DecryptionException;
import org.bidseal.smcrypto.sm2.Sm2Encryption;

/// The phone's half of a split key: `D1`. It exists in memory only while an operation runs; what a
/// phone stores is `D1` under its PIN's mask. Closing it destroys the scalars.
public final class DeviceShare implements AutoCloseable {
  private final Scalar d1;
  private final Scalar x1;
  private final Point p1;

  private DeviceShare(Scalar d1) {
    this.d1 = d1;
    this.x1 = d1.inverse();
    this.p1 = Point.generatorTimes(x1);
  }

  /// Draws a new half.
  public static DeviceShare generate(SecureRandom random) {
    return new DeviceShare(Scalar.random(random));
  }

  /// From `D1`, unmasked or out of a backup; the share takes it over.
  public static DeviceShare of(Scalar d1) {
    return new DeviceShare(d1);
  }

  /// `P1 = D1^-1·G`, sent once at creation. The phone does not store it: a stolen phone that did
  /// would let its thief test PINs.
  public Point p1() {
    return p1;
  }

  /// Proves knowledge of this half, for every operation but co-decryption.
  public ShareProof prove(ProofContext context, SecureRandom random) {
    return ShareProver.prove(x1, context, ProofPair.ofShare(p1), random);
  }

  /// Proves knowledge of this half and that `t1` belongs to `c1`.
  public ShareProof proveDecryption(ProofContext context, Point c1, Point t1, SecureRandom random) {
    return ShareProver.prove(x1, context, ProofPair.ofDecryption(p1, c1, t1), random);
  }

  /// Proves that a sharing whose commitments begin with `secretImage` is of this half.
  public ShareProof proveSharing(ProofContext context, Point secretImage, SecureRandom random) {
    return ShareProver.prove(x1, context, ProofPair.ofSharing(p1, secretImage), random);
  }

  /// Starts a decryption: `T1 = x1·C1`.
  public Point t1(Point c1) {
    return c1.times(x1);
  }

  /// Starts a decryption whose result the server must not learn: its `T1` is blinded. The caller
  /// closes it.
  ///
  /// @param context names the request and, by its operation, that it is a blinded one
  public BlindDecryption decryptBlindly(Point c1, ProofContext context, SecureRandom random) {
    return BlindDecryption.start(x1, p1, c1, context, random);
  }

  /// Finishes a decryption with the server's `T2`: the shared point is `T2 − C1`, and C3 must
  /// match. The caller zeroes the plaintext.
  ///
  /// @throws Sm2DecryptionException if it does not match: another key's ciphertext, or a wrong
  ///   answer
  /// @throws SplitKeyException [SplitKeyException.Reason#ANSWER_INVALID] if `T2` equals C1
  public static byte[] finishDecryption(Sm2Ciphertext ciphertext, Point t2) {
    Point shared;
    try {
      shared = t2.minus(ciphertext.c1());
    } catch (InvalidPointException infinity) {
      throw new SplitKeyException(SplitKeyException.Reason.ANSWER_INVALID);
    }
    return Sm2Encryption.open(ciphertext, shared);
  }

  /// Draws `t` and the half that follows: `D1' = D1·t`.
  public DeviceRefresh refresh(SecureRandom random) {
    Scalar t = Scalar.random(random);
    return new DeviceRefresh(t, new DeviceShare(d1.times(t)));
  }

  /// `D1`, to be masked with a PIN or encrypted into a backup.
  public Scalar exposeD1() {
    return d1;
  }

  @Override
  public void close() {
    d1.close();
    x1.close();
  }

  @Override
  public String toString() {
    return "DeviceShare[REDACTED]";
  }
}
