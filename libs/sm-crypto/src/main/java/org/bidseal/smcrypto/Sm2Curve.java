package org.bidseal.smcrypto;

import java.math.BigInteger;
import org.bidseal.smcrypto.field.LimbCurve;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// The curve sm2p256v1 (GB/T 32918.5-2017 §A.2), cofactor 1, and arithmetic modulo its order.
///
/// Points, tables and multipliers are Bouncy Castle's, over a field of our own ([LimbCurve]). The
/// modular operations are those of `BigIntegers`, which do not branch on their operands.
public final class Sm2Curve {
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("sm2p256v1");
  private static final ECCurve CURVE = new LimbCurve();

  /// Order of the base point.
  public static final BigInteger N = PARAMETERS.getN();

  /// Prime of the field.
  public static final BigInteger P = PARAMETERS.getCurve().getField().getCharacteristic();

  /// The domain as Bouncy Castle's lightweight API wants it.
  public static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CURVE, generator(), PARAMETERS.getN(), PARAMETERS.getH());

  private Sm2Curve() {}

  static ECCurve curve() {
    return CURVE;
  }

  private static ECPoint generator() {
    return CURVE.importPoint(PARAMETERS.getG());
  }

  /// `a + b mod n`, both in `[0, n-1]`, in time independent of their values.
  public static BigInteger add(BigInteger a, BigInteger b) {
    return BigIntegers.modAdd(N, a, b);
  }

  /// `a - b mod n`, both in `[0, n-1]`, in time independent of their values.
  public static BigInteger subtract(BigInteger a, BigInteger b) {
    return BigIntegers.modSubtract(N, a, b);
  }

  /// `a · b mod n`, both in `[0, n-1]`, in time independent of their values.
  public static BigInteger multiply(BigInteger a, BigInteger b) {
    return BigIntegers.modMult(N, a, b);
  }

  /// The inverse modulo n of a value in `[1, n-1]`, in time independent of it.
  public static BigInteger invert(BigInteger a) {
    return BigIntegers.modOddInverse(N, a);
  }
}
