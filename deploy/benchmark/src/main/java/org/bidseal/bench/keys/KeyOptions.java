package org.bidseal.bench.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param root of the checkout
/// @param phones that ask side by side, each for one thing at a time
/// @param length of the measurement; as long again to warm up
/// @param json where the report goes, or null
/// @param data folder of the fleet, emptied before and after
record KeyOptions(Path root, int phones, Duration length, @Nullable Path json, Path data) {
  private static final int MOST_PHONES = 200;

  /// A confirmed session lives five minutes.
  private static final int MOST_SECONDS = 120;

  /// @throws IllegalArgumentException with a message for the user
  static KeyOptions parse(List<String> arguments) {
    Path root = Path.of("");
    int phones = 8;
    int seconds = 30;
    Path json = null;
    Path data = Path.of(System.getProperty("java.io.tmpdir"), "bidseal-bench-keys");
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--root" -> root = Path.of(value);
        case "--phones" -> phones = number(name, value, MOST_PHONES);
        case "--seconds" -> seconds = number(name, value, MOST_SECONDS);
        case "--json" -> json = Path.of(value);
        case "--data" -> data = Path.of(value);
        default -> throw new IllegalArgumentException("There is no option " + name);
      }
    }
    return new KeyOptions(root, phones, Duration.ofSeconds(seconds), json, data.toAbsolutePath());
  }

  private static int number(String name, String value, int most) {
    if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          name + " takes a number from 1 to " + most + ", not " + value);
    }
    return Integer.parseInt(value);
  }
}
