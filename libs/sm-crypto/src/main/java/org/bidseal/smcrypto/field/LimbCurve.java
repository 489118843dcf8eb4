package org.bidseal.smcrypto.field;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/// The curve sm2p256v1 (GB/T 32918.5-2017 §A.2) for Bouncy Castle's multipliers, equal to its own
/// curve of that name, whose parameters it takes.
public final class LimbCurve extends ECCurve.AbstractFp {
  private final LimbPoint infinity = new LimbPoint(this);

  /// A curve with its own parameters and infinity.
  public LimbCurve() {
    super(Limbs.P);
    X9ECParameters parameters = CustomNamedCurves.getByName("sm2p256v1");
    a = fromBigInteger(parameters.getCurve().getA().toBigInteger());
    b = fromBigInteger(parameters.getCurve().getB().toBigInteger());
    order = parameters.getN();
    cofactor = parameters.getH();
    coord = COORD_JACOBIAN;
  }

  @Override
  protected ECCurve cloneCurve() {
    return new LimbCurve();
  }

  @Override
  public boolean supportsCoordinateSystem(int system) {
    return system == COORD_JACOBIAN;
  }

  @Override
  public int getFieldSize() {
    return 256;
  }

  @Override
  public ECFieldElement fromBigInteger(BigInteger number) {
    return LimbElement.of(number);
  }

  @Override
  protected ECPoint createRawPoint(ECFieldElement x, ECFieldElement y) {
    return new LimbPoint(this, x, y, LimbElement.ONE);
  }

  @Override
  protected ECPoint createRawPoint(ECFieldElement x, ECFieldElement y, ECFieldElement[] zs) {
    return new LimbPoint(this, x, y, zs);
  }

  @Override
  public ECPoint getInfinity() {
    return infinity;
  }

  /// @param points affine ones
  @Override
  public ECLookupTable createCacheSafeLookupTable(ECPoint[] points, int offset, int length) {
    return new LimbTable(this, points, offset, length);
  }
}
