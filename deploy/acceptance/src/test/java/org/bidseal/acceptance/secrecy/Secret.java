package org.bidseal.acceptance.secrecy;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that must not be found, and the forms in which it could be.
final class Secret {
  private final String what;
  private final Map<String, byte[]> forms;

  private Secret(String what, Map<String, byte[]> forms) {
    this.what = what;
    this.forms = forms;
  }

  /// A key or a scalar, in every form that programs give such bytes.
  static Secret ofBytes(String what, byte[] bytes) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("bytes", bytes);
    forms.put("hex", text(HexFormat.of().formatHex(bytes)));
    forms.put("hex in chars", HexFormat.of().formatHex(bytes).getBytes(UTF_16BE));
    forms.put("HEX", text(HexFormat.of().withUpperCase().formatHex(bytes)));
    for (int offset = 0; offset < 3; offset++) {
      String core = base64At(bytes, offset);
      forms.put("base64+" + offset, text(core));
      forms.put("base64url+" + offset, text(core.replace('+', '-').replace('/', '_')));
    }
    forms.put("decimal", text(new BigInteger(1, bytes).toString()));
    // A BigInteger's int[] is big-endian, and a heap dump writes it so: it is "bytes". Limbs of
    // field
    // arithmetic are the other way round.
    forms.put("int limbs", limbs(bytes, Integer.BYTES));
    forms.put("long limbs", limbs(bytes, Long.BYTES));
    forms.put("reversed", limbs(bytes, 1));
    return new Secret(what, forms);
  }

  /// What a person types.
  static Secret ofText(String what, String text) {
    return new Secret(what, Map.of("text", text(text), "text in chars", text.getBytes(UTF_16BE)));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The characters that depend on these bytes alone, wherever they begin in a longer text.
  private static String base64At(byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return text.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
  }

  private static byte[] limbs(byte[] bytes, int width) {
    if (bytes.length % width != 0) {
      return bytes;
    }
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i += width) {
      System.arraycopy(bytes, i, turned, bytes.length - width - i, width);
    }
    return turned;
  }

  String what() {
    return what;
  }

  /// Patterns by the name of the form.
  Map<String, byte[]> forms() {
    return forms;
  }

  @Override
  public String toString() {
    return what;
  }
}
