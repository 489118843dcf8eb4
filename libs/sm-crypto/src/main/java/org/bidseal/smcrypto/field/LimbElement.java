package org.bidseal.smcrypto.field;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.util.BigIntegers;

/// An element of the field, in Montgomery's form `x·2^260`, in `(−p/2, 3p/2)` and carried.
final class LimbElement extends ECFieldElement.AbstractFp {
  /// What leads into Montgomery's form, and out of it.
  private static final Limbs SQUARED_RADIX =
      Limbs.ofInteger(BigInteger.ONE.shiftLeft(520).mod(Limbs.P));

  private static final Limbs UNIT = Limbs.ofInteger(BigInteger.ONE);

  /// The z of every affine point.
  static final LimbElement ONE = of(BigInteger.ONE);

  final Limbs limbs;

  LimbElement(Limbs limbs) {
    this.limbs = limbs;
  }

  /// @throws IllegalArgumentException outside `[0, p−1]`
  static LimbElement of(BigInteger number) {
    if (number.signum() < 0 || number.compareTo(Limbs.P) >= 0) {
      throw new IllegalArgumentException("an element of the field lies in [0, p-1]");
    }
    return new LimbElement(Limbs.ofInteger(number).times(SQUARED_RADIX));
  }

  private static Limbs limbs(ECFieldElement element) {
    return ((LimbElement) element).limbs;
  }

  private static LimbElement weak(Limbs limbs) {
    return new LimbElement(limbs.weak());
  }

  @Override
  public BigInteger toBigInteger() {
    return limbs.times(UNIT).toInteger();
  }

  @Override
  public String getFieldName() {
    return "sm2p256v1 in limbs";
  }

  @Override
  public int getFieldSize() {
    return 256;
  }

  @Override
  public ECFieldElement add(ECFieldElement b) {
    return weak(limbs.plus(limbs(b)));
  }

  @Override
  public ECFieldElement addOne() {
    return add(ONE);
  }

  @Override
  public ECFieldElement subtract(ECFieldElement b) {
    return weak(limbs.minus(limbs(b)));
  }

  @Override
  public ECFieldElement multiply(ECFieldElement b) {
    return new LimbElement(limbs.times(limbs(b)));
  }

  @Override
  public ECFieldElement divide(ECFieldElement b) {
    return multiply(b.invert());
  }

  @Override
  public ECFieldElement negate() {
    return weak(limbs.scaled(-1));
  }

  @Override
  public ECFieldElement square() {
    return new LimbElement(limbs.square());
  }

  @Override
  public ECFieldElement invert() {
    return of(BigIntegers.modOddInverse(Limbs.P, toBigInteger()));
  }

  /// A root, or null as Bouncy Castle wants it: `x^((p+1)/4)`, p being 3 modulo 4. Not constant in
  /// time: nothing but the decoding of compressed points asks for it.
  @Override
  @SuppressWarnings("NullAway") // Bouncy Castle's contract, which is not annotated.
  public ECFieldElement sqrt() {
    BigInteger exponent = Limbs.P.add(BigInteger.ONE).shiftRight(2);
    LimbElement root = of(toBigInteger().modPow(exponent, Limbs.P));
    return root.square().equals(this) ? root : null;
  }

  @Override
  public boolean isZero() {
    return limbs.isZero();
  }

  /// Whether this is [#ONE] itself, which a point's z is if the point was made affine.
  @SuppressWarnings("ReferenceEquality") // A test by value costs what it would save.
  boolean isSharedOne() {
    return this == ONE;
  }

  @Override
  public boolean isOne() {
    return isSharedOne() || limbs.isSame(ONE.limbs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LimbElement that && limbs.isSame(that.limbs);
  }

  @Override
  public int hashCode() {
    return toBigInteger().hashCode();
  }
}
