package org.bidseal.smcrypto;

import java.math.BigInteger;
import org.bidseal.smcrypto.InvalidPointException.Reason;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// The one gate for points from outside.
///
/// Bouncy Castle's `decodePoint` accepts the encoding of infinity and its `createPoint` checks
/// nothing, so no other code of this product decodes a point. Checks of GB/T 32918.1-2016 §6.2.1:
/// not infinity, coordinates in the field, on the curve; the cofactor is 1, so membership of the
/// subgroup needs no multiplication.
public final class PointGate {
  private static final byte UNCOMPRESSED = 0x04;

  private PointGate() {}

  /// Lets in exactly the 65-byte uncompressed form.
  ///
  /// @throws InvalidPointException with the reason
  public static Point decode(byte[] encoded) {
    if (encoded.length == 1 && encoded[0] == 0) {
      throw new InvalidPointException(Reason.INFINITY);
    }
    if (encoded.length == 33 && (encoded[0] == 0x02 || encoded[0] == 0x03)) {
      throw new InvalidPointException(Reason.NOT_UNCOMPRESSED);
    }
    if (encoded.length != Point.BYTES) {
      throw new InvalidPointException(Reason.WRONG_LENGTH);
    }
    if (encoded[0] != UNCOMPRESSED) {
      throw new InvalidPointException(Reason.NOT_UNCOMPRESSED);
    }
    return fromCoordinates(
        BigIntegers.fromUnsignedByteArray(encoded, 1, 32),
        BigIntegers.fromUnsignedByteArray(encoded, 33, 32));
  }

  /// Lets in 130 lower-case hexadecimal digits.
  ///
  /// @throws InvalidPointException with the reason
  /// @throws IllegalArgumentException if the text is not lower-case hexadecimal
  public static Point decodeHex(String text) {
    return decode(Hex.decode(text));
  }

  /// Lets in affine coordinates, as an SM2Cipher (GM/T 0009-2012 §7.2) carries them.
  ///
  /// @throws InvalidPointException with the reason
  public static Point fromCoordinates(BigInteger x, BigInteger y) {
    if (outOfRange(x) || outOfRange(y)) {
      throw new InvalidPointException(Reason.COORDINATE_OUT_OF_RANGE);
    }
    ECPoint point = Sm2Curve.curve().createPoint(x, y);
    if (!point.isValid()) {
      throw new InvalidPointException(Reason.OFF_CURVE);
    }
    return Point.ofResult(point);
  }

  private static boolean outOfRange(BigInteger coordinate) {
    return coordinate.signum() < 0 || coordinate.compareTo(Sm2Curve.P) >= 0;
  }
}
