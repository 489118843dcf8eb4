package org.bidseal.identity.enterprise;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Unified social credit code (GB 32100-2015): 18 characters, the last one a check character (ISO
/// 7064, MOD 31-3).
///
/// @param code upper case, checked
public record Uscc(String code) {

  /// GB 32100-2015 table 1: digits and capitals without I, O, S, V, Z.
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private static final Pattern FORM =
      Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}");

  /// @throws IllegalArgumentException if the form or the check character is wrong
  public Uscc {
    if (!FORM.matcher(code).matches() || code.charAt(17) != check(code)) {
      throw new IllegalArgumentException("Not a unified social credit code");
    }
  }

  /// Reads a code; empty if its form or its check character is wrong.
  public static Optional<Uscc> parse(String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    return FORM.matcher(code).matches() && code.charAt(17) == check(code)
        ? Optional.of(new Uscc(code))
        : Optional.empty();
  }

  /// The check character of the first 17 (GB 32100-2015 annex A).
  static char check(String code) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += weight * ALPHABET.indexOf(code.charAt(i));
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /// What the entity of this code is.
  public EntityKind kind() {
    return EntityKind.of(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
