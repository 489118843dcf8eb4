package org.bidseal.crypto.envelope;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// Public bytes as a value: equal by content, safe in records.
public final class Octets {
  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of the bytes.
  public static Octets of(byte[] bytes) {
    return new Octets(bytes.clone());
  }

  /// From standard base64 with padding.
  ///
  /// @throws IllegalArgumentException on other text
  public static Octets ofBase64(String text) {
    return new Octets(Base64.getDecoder().decode(text));
  }

  public int size() {
    return bytes.length;
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// A read-only view.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Octets[" + bytes.length + "]";
  }
}
