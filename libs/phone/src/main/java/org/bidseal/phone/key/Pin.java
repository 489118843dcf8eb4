package org.bidseal.phone.key;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a person types to use a key: 6 to 16 digits or ASCII letters, neither a run (123456,
/// fedcba) nor a repeat (111111). Never printed, never sent.
public final class Pin {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{6,16}");

  private final String text;

  private Pin(String text) {
    this.text = text;
  }

  /// Checks the form.
  ///
  /// @throws WeakPinException with what is wrong
  public static Pin of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new WeakPinException("A PIN has 6 to 16 digits or letters");
    }
    if (hasConstantStep(text)) {
      throw new WeakPinException(
          "A PIN is not a run such as 123456 and not a repeat such as 111111");
    }
    return new Pin(text);
  }

  private static boolean hasConstantStep(String text) {
    int step = text.charAt(1) - text.charAt(0);
    if (Math.abs(step) > 1) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) - text.charAt(i - 1) != step) {
        return false;
      }
    }
    return true;
  }

  byte[] exposeBytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Pin[REDACTED]";
  }
}
