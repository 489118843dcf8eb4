package org.bidseal.smcrypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bidseal.smcrypto.InvalidPointException.Reason;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// Points that must not pass: one for each way in which attackers choose them.
public final class InvalidPoints {
  private InvalidPoints() {}

  /// Encodings and why they are refused.
  public static Map<String, Case> encodings() {
    byte[] good = Point.G.encoded();
    byte[] offCurve = good.clone();
    offCurve[64] ^= 1;
    byte[] hybrid = good.clone();
    hybrid[0] = 0x06;
    byte[] compressed = Arrays.copyOf(good, 33);
    compressed[0] = 0x02;
    byte[] paddedCompressed = good.clone();
    paddedCompressed[0] = 0x02;
    return Map.ofEntries(
        entry("empty", new byte[0], Reason.WRONG_LENGTH),
        entry("infinity", new byte[] {0}, Reason.INFINITY),
        entry("infinity in 65 bytes", new byte[65], Reason.NOT_UNCOMPRESSED),
        entry("64 bytes", Arrays.copyOf(good, 64), Reason.WRONG_LENGTH),
        entry("66 bytes", Arrays.copyOf(good, 66), Reason.WRONG_LENGTH),
        entry("compressed", compressed, Reason.NOT_UNCOMPRESSED),
        entry("compressed in 65 bytes", paddedCompressed, Reason.NOT_UNCOMPRESSED),
        entry("hybrid", hybrid, Reason.NOT_UNCOMPRESSED),
        entry("off curve", offCurve, Reason.OFF_CURVE),
        entry("zero", point(BigInteger.ZERO, BigInteger.ZERO), Reason.OFF_CURVE),
        entry("x = p", point(Sm2Curve.P, Point.G.y()), Reason.COORDINATE_OUT_OF_RANGE),
        entry("y = p", point(Point.G.x(), Sm2Curve.P), Reason.COORDINATE_OUT_OF_RANGE),
        entry("x of small point + p", smallXPlusP(), Reason.COORDINATE_OUT_OF_RANGE),
        entry("all ones", ones(), Reason.COORDINATE_OUT_OF_RANGE),
        entry("a point of the twist", twist(), Reason.OFF_CURVE),
        entry("a point of P-256", p256(), Reason.OFF_CURVE));
  }

  /// One encoding.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Case(byte[] encoded, Reason reason) {}

  private static Map.Entry<String, Case> entry(String name, byte[] encoded, Reason reason) {
    return Map.entry(name, new Case(encoded, reason));
  }

  private static byte[] point(BigInteger x, BigInteger y) {
    byte[] out = new byte[65];
    out[0] = 4;
    BigIntegers.asUnsignedByteArray(x, out, 1, 32);
    BigIntegers.asUnsignedByteArray(y, out, 33, 32);
    return out;
  }

  /// The smallest x with a point on the curve, written as x + p.
  private static byte[] smallXPlusP() {
    ECPoint found =
        IntStream.range(1, 100)
            .mapToObj(InvalidPoints::at)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    return point(
        found.getAffineXCoord().toBigInteger().add(Sm2Curve.P),
        found.getAffineYCoord().toBigInteger());
  }

  /// The smallest x without a point on the curve: it lies on the quadratic twist.
  private static byte[] twist() {
    int x = IntStream.range(1, 100).filter(i -> at(i).isEmpty()).findFirst().orElseThrow();
    return point(BigInteger.valueOf(x), BigInteger.ONE);
  }

  private static Optional<ECPoint> at(int x) {
    byte[] compressed = new byte[33];
    compressed[0] = 2;
    compressed[32] = (byte) x;
    try {
      return Optional.of(Sm2Curve.curve().decodePoint(compressed));
    } catch (IllegalArgumentException noPoint) {
      return Optional.empty();
    }
  }

  private static byte[] p256() {
    return CustomNamedCurves.getByName("secp256r1").getG().getEncoded(false);
  }

  private static byte[] ones() {
    byte[] out = new byte[65];
    Arrays.fill(out, (byte) 0xff);
    out[0] = 4;
    return out;
  }
}
