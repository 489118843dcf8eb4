package org.bidseal.identity.person;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Citizen identification number (GB 11643-1999): 6 digits of region, 8 of the date of birth, 3 of
/// sequence, and a check character (ISO 7064, MOD 11-2). Personal data: never printed.
public final class IdNumber {

  private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[\\dX]");
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private final String digits;

  private IdNumber(String digits) {
    this.digits = digits;
  }

  /// Reads a number; empty if its form, its date of birth or its check character is wrong.
  public static Optional<IdNumber> parse(String text) {
    String digits = text.strip().toUpperCase(Locale.ROOT);
    if (!FORM.matcher(digits).matches() || !dateExists(digits.substring(6, 14))) {
      return Optional.empty();
    }
    return digits.charAt(17) == check(digits)
        ? Optional.of(new IdNumber(digits))
        : Optional.empty();
  }

  /// The check character of the first 17 digits (GB 11643-1999 §4.2).
  static char check(String digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (digits.charAt(i) - '0');
    }
    return CHECKS.charAt(sum % 11);
  }

  private static boolean dateExists(String yyyymmdd) {
    try {
      LocalDate.of(
          Integer.parseInt(yyyymmdd.substring(0, 4)),
          Integer.parseInt(yyyymmdd.substring(4, 6)),
          Integer.parseInt(yyyymmdd.substring(6, 8)));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  /// All 18 characters; for providers and for storage under a wrapping key only.
  public String reveal() {
    return digits;
  }

  /// Compared in constant time: the number may be the secret that a stranger is guessing.
  @Override
  public boolean equals(Object other) {
    return other instanceof IdNumber that
        && MessageDigest.isEqual(
            digits.getBytes(StandardCharsets.US_ASCII),
            that.digits.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return "IdNumber[REDACTED]";
  }
}
