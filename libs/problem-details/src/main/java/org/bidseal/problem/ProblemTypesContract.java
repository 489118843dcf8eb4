package org.bidseal.problem;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What every enum of problem types must fulfil; each service's tests call [#check(Class)].
public final class ProblemTypesContract {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z-]*");

  private ProblemTypesContract() {}

  /// Checks all constants: UPPER_SNAKE names, one service, unique URIs, an error status, both
  /// titles and both next steps present, the Chinese ones in Chinese characters.
  ///
  /// @throws AssertionError naming the first constant that fails, and why
  public static <E extends Enum<E> & ProblemType> void check(Class<E> types) {
    E[] constants = types.getEnumConstants();
    require(constants.length > 0, types.getSimpleName(), "no constants");
    Set<URI> uris = new HashSet<>();
    for (E type : constants) {
      String name = types.getSimpleName() + "." + type.name();
      require(NAME.matcher(type.name()).matches(), name, "name is not UPPER_SNAKE");
      require(SERVICE.matcher(type.service()).matches(), name, "service is not a short name");
      require(type.service().equals(constants[0].service()), name, "another service");
      require(uris.add(type.uri()), name, "URI used twice: " + type.uri());
      require(type.status().isError(), name, "status is no error: " + type.status());
      require(
          type.answerStatus().value() / 100 == type.status().value() / 100,
          name,
          "what is answered is of another class than the status");
      requireEnglish(type.titleEn(), name, "titleEn");
      requireEnglish(type.nextEn(), name, "nextEn");
      requireChinese(type.titleZh(), name, "titleZh");
      requireChinese(type.nextZh(), name, "nextZh");
    }
  }

  private static void requireEnglish(String text, String name, String part) {
    require(!text.isBlank(), name, part + " is blank");
    require(text.codePoints().noneMatch(Character::isIdeographic), name, part + " has ideographs");
  }

  private static void requireChinese(String text, String name, String part) {
    require(!text.isBlank(), name, part + " is blank");
    require(text.codePoints().anyMatch(Character::isIdeographic), name, part + " is not Chinese");
  }

  private static void require(boolean fulfilled, String name, String why) {
    if (!fulfilled) {
      throw new AssertionError(name + ": " + why);
    }
  }
}
