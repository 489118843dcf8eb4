package org.bidseal.signing;

import java.util.Arrays;
import java.util.Base64;

/// Bytes as a value: compared by content, copied in and out, printed by length only. For encodings
/// that are public, such as certificates and tokens; secrets have types of their own.
public final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /// Copies the bytes.
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /// Decodes standard base64 with padding.
  ///
  /// @throws IllegalArgumentException if the text is something else
  public static Bytes ofBase64(String text) {
    return new Bytes(Base64.getDecoder().decode(text));
  }

  /// A copy.
  public byte[] toArray() {
    return content.clone();
  }

  /// Standard base64 with padding.
  public String base64() {
    return Base64.getEncoder().encodeToString(content);
  }

  /// How many bytes there are.
  public int length() {
    return content.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
