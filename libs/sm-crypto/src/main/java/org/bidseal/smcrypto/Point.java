package org.bidseal.smcrypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// A point of sm2p256v1, never the point at infinity; the curve's cofactor is 1, so every such
/// point generates the whole group. Points from outside come through [PointGate] only.
///
/// @implNote the multiplications by a [Scalar] take time independent of it; [#sumOfPublicMultiples]
///   does not and is for published values.
public final class Point {
  /// Length of the uncompressed encoding, in bytes.
  public static final int BYTES = 65;

  /// The base point G.
  public static final Point G = new Point(Sm2Curve.DOMAIN.getG());

  private static final ECMultiplier COMB = new FixedPointCombMultiplier();

  private final ECPoint point;
  private final byte[] encoded;

  private Point(ECPoint point) {
    this.point = point.normalize();
    this.encoded = this.point.getEncoded(false);
  }

  /// Wraps the result of a computation on points that already passed the gate.
  static Point ofResult(ECPoint result) {
    if (result.isInfinity()) {
      throw new InvalidPointException(InvalidPointException.Reason.INFINITY);
    }
    return new Point(result);
  }

  /// `secret · G`, three times as fast as [#times]: the multiples of G that it needs are made once,
  /// and selected by masks over all of them.
  public static Point generatorTimes(Scalar secret) {
    return ofResult(COMB.multiply(G.point, secret.exposeNumber()));
  }

  /// `secret · this`.
  public Point times(Scalar secret) {
    return ofResult(ECAlgorithms.multiplySecret(point, secret.exposeNumber()));
  }

  /// `generatorFactor · G + factor · point`, with one inversion for all.
  ///
  /// @throws InvalidPointException if the sum is the point at infinity
  public static Point sumOfSecretMultiples(Scalar generatorFactor, Point point, Scalar factor) {
    ECPoint ofGenerator = COMB.multiply(G.point, generatorFactor.exposeNumber());
    ECPoint ofPoint = ECAlgorithms.multiplySecret(point.point, factor.exposeNumber());
    return ofResult(ofGenerator.add(ofPoint));
  }

  /// `this + other`.
  ///
  /// @throws InvalidPointException if the sum is the point at infinity
  public Point plus(Point other) {
    return ofResult(point.add(other.point));
  }

  /// `this - other`.
  ///
  /// @throws InvalidPointException if the two are equal
  public Point minus(Point other) {
    return ofResult(point.subtract(other.point));
  }

  /// `a·p + b·q` for numbers in `[0, n-1]` that are public: faster, and not constant in time.
  ///
  /// @throws InvalidPointException if the sum is the point at infinity
  public static Point sumOfPublicMultiples(Point p, BigInteger a, Point q, BigInteger b) {
    return ofResult(ECAlgorithms.sumOfTwoMultiplies(p.point, a, q.point, b));
  }

  /// The affine x coordinate.
  public BigInteger x() {
    return point.getAffineXCoord().toBigInteger();
  }

  /// The affine y coordinate.
  public BigInteger y() {
    return point.getAffineYCoord().toBigInteger();
  }

  /// A copy of the 65 bytes `04‖x‖y`.
  public byte[] encoded() {
    return encoded.clone();
  }

  /// The encoding as 130 lower-case hexadecimal digits.
  public String hex() {
    return Hex.encode(encoded);
  }

  /// The same point for Bouncy Castle's API, normalised.
  public ECPoint toBouncyCastle() {
    return point;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "Point[" + hex() + "]";
  }
}
