package org.bidseal.smcrypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.util.BigIntegers;

/// What SM2 signs: `e = SM3(Z ‖ M)` (GB/T 32918.2-2016 §5.5, §6.1), Z binding the signer's public
/// key and the default user id `1234567812345678` (GM/T 0009-2012 §10).
public final class Sm2Digest {
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DOMAIN = domain();

  private Sm2Digest() {}

  /// `Z` of a public key under the default user id.
  public static Sm3Hash z(Point publicKey) {
    return z(publicKey, USER_ID);
  }

  /// `Z` of a public key under another user id of at most 8191 bytes, as published examples use it.
  public static Sm3Hash z(Point publicKey, byte[] userId) {
    int bits = Math.multiplyExact(userId.length, 8);
    if (bits > 0xffff) {
      throw new IllegalArgumentException("the user id's length in bits must fit two bytes");
    }
    Sm3Stream stream = new Sm3Stream();
    stream.update(new byte[] {(byte) (bits >> 8), (byte) bits}).update(userId).update(DOMAIN);
    return stream.update(publicKey.encoded(), 1, Point.BYTES - 1).finish();
  }

  /// `e` of a message in memory.
  public static Sm3Hash of(Point publicKey, byte[] message) {
    return start(publicKey).update(message).finish();
  }

  /// `e` of a message in pieces: update with the message, then finish.
  public static Sm3Stream start(Point publicKey) {
    return new Sm3Stream().update(z(publicKey).bytes());
  }

  private static byte[] domain() {
    byte[] out = new byte[128];
    BigIntegers.asUnsignedByteArray(Sm2Curve.curve().getA().toBigInteger(), out, 0, 32);
    BigIntegers.asUnsignedByteArray(Sm2Curve.curve().getB().toBigInteger(), out, 32, 32);
    System.arraycopy(Point.G.encoded(), 1, out, 64, 64);
    return out;
  }
}
