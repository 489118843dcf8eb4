package org.bidseal.verifier.finding;

/// In which language a verdict is told.
public enum Language {
  ENGLISH,
  CHINESE;

  /// One of two texts.
  public String choose(String english, String chinese) {
    return this == ENGLISH ? english : chinese;
  }
}
