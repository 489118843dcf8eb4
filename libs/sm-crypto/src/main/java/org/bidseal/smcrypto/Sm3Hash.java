package org.bidseal.smcrypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/// Thirty-two bytes of SM3 (GB/T 32905-2016): a digest, a tree root, a commitment, the `e` of a
/// signature. A value: compared in constant time, printed as hexadecimal, since none of them is
/// secret.
public final class Sm3Hash {
  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Sm3Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// SM3 over the concatenation of the parts.
  public static Sm3Hash of(byte[]... parts) {
    Sm3Stream stream = new Sm3Stream();
    for (byte[] part : parts) {
      stream.update(part);
    }
    return stream.finish();
  }

  /// Takes over a digest computed elsewhere; the bytes are copied.
  ///
  /// @throws IllegalArgumentException unless there are 32
  public static Sm3Hash ofBytes(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("an SM3 digest has 32 bytes");
    }
    return new Sm3Hash(digest.clone());
  }

  /// From 64 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text
  public static Sm3Hash ofHex(String text) {
    return new Sm3Hash(Hex.decode(text, BYTES));
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// 64 lower-case hexadecimal digits.
  public String hex() {
    return Hex.encode(bytes);
  }

  /// The digest as a big-endian number modulo the order of the curve.
  public BigInteger moduloOrder() {
    return BigIntegers.fromUnsignedByteArray(bytes).mod(Sm2Curve.N);
  }

  /// A code of six digits for two people or two screens to compare: the digest as a big-endian
  /// number modulo 10⁶, zero padded.
  public String shortCode() {
    BigInteger number = BigIntegers.fromUnsignedByteArray(bytes);
    return "%06d".formatted(number.mod(BigInteger.valueOf(1_000_000)).intValueExact());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sm3Hash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
