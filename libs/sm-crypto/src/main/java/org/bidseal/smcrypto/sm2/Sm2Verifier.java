package org.bidseal.smcrypto.sm2;

import java.math.BigInteger;
import org.bidseal.smcrypto.InvalidPointException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;

/// Verifies signatures (GB/T 32918.2-2016 §7.1).
public final class Sm2Verifier {
  private Sm2Verifier() {}

  /// Whether `signature` is one of `e = SM3(Z ‖ M)` under `publicKey`.
  public static boolean verify(Point publicKey, Sm3Hash e, Sm2Signature signature) {
    BigInteger n = Sm2Curve.N;
    BigInteger t = signature.r().add(signature.s()).mod(n);
    if (t.signum() == 0) {
      return false;
    }
    try {
      Point sum = Point.sumOfPublicMultiples(Point.G, signature.s(), publicKey, t);
      return e.moduloOrder().add(sum.x()).mod(n).equals(signature.r());
    } catch (InvalidPointException infinity) {
      return false;
    }
  }

  /// Whether `signature` is one of a message, under the default user id.
  public static boolean verifyMessage(Point publicKey, byte[] message, Sm2Signature signature) {
    return verify(publicKey, Sm2Digest.of(publicKey, message), signature);
  }
}
