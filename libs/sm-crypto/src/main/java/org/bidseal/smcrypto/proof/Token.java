package org.bidseal.smcrypto.proof;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bidseal.smcrypto.Hex;

/// The 16 bytes that each answer of the server carries and the next request must present, so that
/// two copies of a holding betray themselves (docs/split-key.md, "Clones").
public final class Token {
  /// Length in bytes.
  public static final int BYTES = 16;

  private final byte[] bytes;

  private Token(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Draws a fresh token.
  public static Token random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(bytes);
  }

  /// From 32 lower-case hexadecimal digits.
  ///
  /// @throws IllegalArgumentException on any other text
  public static Token ofHex(String text) {
    return new Token(Hex.decode(text, BYTES));
  }

  /// 32 lower-case hexadecimal digits, for the wire and the database.
  public String hex() {
    return Hex.encode(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /// In constant time.
  @Override
  public boolean equals(Object other) {
    return other instanceof Token that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Token[REDACTED]";
  }
}
