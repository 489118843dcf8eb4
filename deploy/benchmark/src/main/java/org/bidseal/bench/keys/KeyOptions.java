package org.bidseal.bench.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bidseal.bench.command.CommandLine;
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

  private static final int USUAL_PHONES = 8;
  private static final int USUAL_SECONDS = 30;

  /// @throws IllegalArgumentException with a message for the user
  static KeyOptions parse(List<String> arguments) {
    CommandLine line =
        CommandLine.parse(arguments, Set.of("--root", "--phones", "--seconds", "--json", "--data"));
    return new KeyOptions(
        line.path("--root", Path.of("")),
        line.number("--phones", USUAL_PHONES, MOST_PHONES),
        Duration.ofSeconds(line.number("--seconds", USUAL_SECONDS, MOST_SECONDS)),
        line.path("--json"),
        line.folder("--data", "bidseal-bench-keys"));
  }
}
