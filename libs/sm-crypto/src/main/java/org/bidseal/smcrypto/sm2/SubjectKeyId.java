package org.bidseal.smcrypto.sm2;

import java.util.Arrays;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;

/// Names a public key: the first 20 bytes of SM3 over its 65-byte encoding. Used in certificates
/// (RFC 5280 §4.2.1.2 leaves the method open) and in envelopes' recipients.
public final class SubjectKeyId {
  /// Length in bytes.
  public static final int BYTES = 20;

  private final byte[] bytes;

  private SubjectKeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Of a public key.
  public static SubjectKeyId of(Point publicKey) {
    return new SubjectKeyId(Arrays.copyOf(Sm3Hash.of(publicKey.encoded()).bytes(), BYTES));
  }

  /// From 20 bytes.
  ///
  /// @throws IllegalArgumentException on another length
  public static SubjectKeyId ofBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a subject key identifier has 20 bytes");
    }
    return new SubjectKeyId(bytes.clone());
  }

  /// From 40 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text
  public static SubjectKeyId ofHex(String text) {
    return new SubjectKeyId(Hex.decode(text, BYTES));
  }

  /// A copy of the 20 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// 40 lower-case hexadecimal digits.
  public String hex() {
    return Hex.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectKeyId that && Arrays.equals(bytes, that.bytes);
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
