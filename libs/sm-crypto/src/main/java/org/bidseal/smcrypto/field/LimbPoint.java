package org.bidseal.smcrypto.field;

import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/// A point in Jacobian coordinates: `(x/z², y/z³)`.
///
/// Comments give the bounds of what is not carried, in multiples of p, for [Limbs]; an element's
/// own are `(−0.5, 1.5)`.
final class LimbPoint extends ECPoint.AbstractFp {
  /// The point at infinity.
  LimbPoint(LimbCurve curve) {
    super(curve, null, null);
  }

  LimbPoint(@Nullable ECCurve curve, ECFieldElement x, ECFieldElement y, ECFieldElement... zs) {
    super(curve, x, y, zs);
  }

  @Override
  protected ECPoint detach() {
    return new LimbPoint(null, getAffineXCoord(), getAffineYCoord(), LimbElement.ONE);
  }

  private static Limbs limbs(ECFieldElement element) {
    return ((LimbElement) element).limbs;
  }

  private static boolean isOne(ECFieldElement z) {
    return ((LimbElement) z).isSharedOne();
  }

  private ECPoint result(Limbs x3, Limbs y3, Limbs z3) {
    return new LimbPoint(curve, new LimbElement(x3), new LimbElement(y3), new LimbElement(z3));
  }

  /// Addition as by Bouncy Castle's points, "add-2007-bl" of the Explicit-Formulas Database with
  /// `z3 = z1·z2·h`.
  @Override
  public ECPoint add(ECPoint b) {
    if (isInfinity()) {
      return b;
    }
    if (b.isInfinity()) {
      return this;
    }
    Operand first = Operand.of(this, b.getZCoord(0));
    Operand second = Operand.of(b, zs[0]);
    Limbs h = second.x().minus(first.x()); // (−2, 2)
    Limbs r = second.y().minus(first.y()); // (−2, 2)
    if (h.isZero()) {
      return r.isZero() ? twice() : curve.getInfinity();
    }
    Limbs hh = h.square(); // (0, 1.3)
    Limbs hhh = hh.times(h); // (−0.2, 1.2)
    Limbs v = hh.times(first.x()); // (−0.2, 1.2)
    Limbs x3 = r.square().minus(hhh).minus(v.scaled(2)).weak(); // of (−3.6, 1.9)
    Limbs y3 = r.times(v.minus(x3)).minus(first.y().times(hhh)).weak(); // of (−1.5, 1.5)
    return result(x3, y3, timesZs(h, zs[0], b.getZCoord(0)));
  }

  private static Limbs timesZs(Limbs factor, ECFieldElement z1, ECFieldElement z2) {
    if (isOne(z1)) {
      return isOne(z2) ? factor.weak() : factor.times(limbs(z2));
    }
    Limbs product = factor.times(limbs(z1));
    return isOne(z2) ? product : product.times(limbs(z2));
  }

  /// A point's coordinates times the powers of the other's z: bounds of an element.
  private record Operand(Limbs x, Limbs y) {
    static Operand of(ECPoint point, ECFieldElement otherZ) {
      Limbs x = limbs(point.getRawXCoord());
      Limbs y = limbs(point.getRawYCoord());
      if (isOne(otherZ)) {
        return new Operand(x, y);
      }
      Limbs z = limbs(otherZ);
      Limbs zz = z.square();
      return new Operand(x.times(zz), y.times(zz.times(z)));
    }
  }

  /// Doubling for `a = −3`, by `m = 3(x − z²)(x + z²)`. No point of odd order has `y = 0`.
  @Override
  public ECPoint twice() {
    if (isInfinity()) {
      return this;
    }
    Limbs x1 = limbs(x);
    Limbs y1 = limbs(y);
    Limbs z1 = limbs(zs[0]);
    Limbs zz = z1.square(); // (0, 1.2)
    Limbs yy = y1.square(); // (0, 1.2)
    Limbs m = x1.minus(zz).times(x1.plus(zz)).scaled(3); // (−0.9, 3.9)
    Limbs s = yy.times(x1).scaled(4); // (−0.5, 4.5)
    Limbs x3 = m.square().minus(s.scaled(2)).weak(); // of (−9, 3)
    Limbs y3 = m.times(s.minus(x3)).minus(yy.square().scaled(8)).weak(); // of (−10.2, 3.2)
    return result(x3, y3, y1.scaled(2).times(z1)); // z3 in (−0.3, 1.3)
  }

  @Override
  public ECPoint negate() {
    return isInfinity() ? this : new LimbPoint(curve, x, y.negate(), zs);
  }

  @Override
  public ECPoint subtract(ECPoint b) {
    return b.isInfinity() ? this : add(b.negate());
  }
}
