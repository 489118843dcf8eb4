package org.bidseal.verifier.finding;

/// In which language a verdict is told.
public enum Language {
  ENGLISH,
  CHINESE;

  /// The language of a command line's `en` or `zh`.
  ///
  /// @throws IllegalArgumentException on another word
  public static Language ofCode(String code) {
    return switch (code) {
      case "en" -> ENGLISH;
      case "zh" -> CHINESE;
      default -> throw new IllegalArgumentException("--lang en or --lang zh");
    };
  }

  /// One of two texts.
  public String choose(String english, String chinese) {
    return this == ENGLISH ? english : chinese;
  }
}
