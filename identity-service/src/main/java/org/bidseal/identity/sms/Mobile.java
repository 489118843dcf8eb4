package org.bidseal.identity.sms;

import java.util.Optional;
import java.util.regex.Pattern;

/// A mobile number of mainland China, 11 digits without country code. Personal data: printed
/// masked.
///
/// @param number 11 digits
public record Mobile(String number) {

  /// The form of a number, for request validation.
  public static final String FORM = "1[3-9][0-9]{9}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /// @throws IllegalArgumentException if it is no mobile number
  public Mobile {
    if (!PATTERN.matcher(number).matches()) {
      throw new IllegalArgumentException("Not a mobile number");
    }
  }

  /// Reads a number; empty if it is none.
  public static Optional<Mobile> parse(String text) {
    return PATTERN.matcher(text).matches() ? Optional.of(new Mobile(text)) : Optional.empty();
  }

  /// First three and last four digits: `138****5678`.
  public String masked() {
    return number.substring(0, 3) + "****" + number.substring(7);
  }

  @Override
  public String toString() {
    return masked();
  }
}
