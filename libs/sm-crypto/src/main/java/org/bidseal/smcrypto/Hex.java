package org.bidseal.smcrypto;

import java.util.HexFormat;

/// Lower-case hexadecimal, the text form of scalars, points, tokens and digests in the protocols.
///
/// One value has one text: upper-case digits are refused, so that texts can be compared and signed.
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /// Encodes bytes, two lower-case digits each.
  public static String encode(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /// Decodes exactly `length` bytes.
  ///
  /// @throws IllegalArgumentException on any other length or on a character outside `0-9a-f`; the
  ///   message never repeats the text, which may be a secret
  public static byte[] decode(String text, int length) {
    if (text.length() != 2 * length) {
      throw new IllegalArgumentException("expected " + 2 * length + " hexadecimal digits");
    }
    return decode(text);
  }

  /// Decodes any even number of digits.
  ///
  /// @throws IllegalArgumentException on an odd number of digits or a character outside `0-9a-f`
  public static byte[] decode(String text) {
    if (text.length() % 2 != 0) {
      throw new IllegalArgumentException("expected an even number of hexadecimal digits");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        throw new IllegalArgumentException("expected lower-case hexadecimal digits");
      }
    }
    return FORMAT.parseHex(text);
  }
}
