package org.bidseal.smcrypto.share;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;

/// A signature under way on the phone: the nonce `k1`, used once, and `Q1 = k1·G`.
public final class DeviceSignature implements AutoCloseable {
  private final Scalar k1;
  private final Point q1;
  private final AtomicBoolean spent = new AtomicBoolean();

  private DeviceSignature(Scalar k1) {
    this.k1 = k1;
    this.q1 = Point.generatorTimes(k1);
  }

  /// Draws `k1`.
  public static DeviceSignature start(SecureRandom random) {
    return new DeviceSignature(Scalar.random(random));
  }

  /// The point that goes to the server.
  public Point q1() {
    return q1;
  }

  /// Finishes with the server's answer: `s = D1·k1·s2 + D1·s3 − r`, verified under the public key.
  ///
  /// @throws SplitKeyException [SplitKeyException.Reason#RETRY] if s is degenerate,
  ///   [SplitKeyException.Reason#ANSWER_INVALID] if the signature does not verify,
  ///   [SplitKeyException.Reason#NONCE_SPENT] at a second call
  public Sm2Signature finish(DeviceShare share, Point publicKey, Sm3Hash e, CoSignAnswer answer) {
    if (!spent.compareAndSet(false, true)) {
      throw new SplitKeyException(SplitKeyException.Reason.NONCE_SPENT);
    }
    BigInteger d1 = share.exposeD1().exposeNumber();
    BigInteger r = answer.r().exposeNumber();
    BigInteger nonce = Sm2Curve.multiply(k1.exposeNumber(), answer.s2().exposeNumber());
    BigInteger sum = Sm2Curve.add(nonce, answer.s3().exposeNumber());
    BigInteger s = Sm2Curve.subtract(Sm2Curve.multiply(d1, sum), r);
    k1.close();
    if (s.signum() == 0 || s.add(r).equals(Sm2Curve.N)) {
      throw new SplitKeyException(SplitKeyException.Reason.RETRY);
    }
    Sm2Signature signature = new Sm2Signature(r, s);
    if (!Sm2Verifier.verify(publicKey, e, signature)) {
      throw new SplitKeyException(SplitKeyException.Reason.ANSWER_INVALID);
    }
    return signature;
  }

  @Override
  public void close() {
    k1.close();
  }

  @Override
  public String toString() {
    return "DeviceSignature[REDACTED]";
  }
}
