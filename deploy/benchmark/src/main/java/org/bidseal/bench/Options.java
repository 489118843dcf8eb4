package org.bidseal.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bidseal.bench.command.CommandLine;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param json where the report goes, or null
/// @param mebibytes size of the file that is sealed and opened
/// @param folder for that file and what comes of it
record Options(@Nullable Path json, int mebibytes, Path folder) {
  private static final int DEFAULT_MEBIBYTES = 256;
  private static final int MOST_MEBIBYTES = 4096;

  /// @throws IllegalArgumentException with a message for the user
  static Options parse(List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments, Set.of("--json", "--size", "--folder"));
    return new Options(
        line.path("--json"),
        line.number("--size", DEFAULT_MEBIBYTES, MOST_MEBIBYTES),
        line.path("--folder", Path.of(System.getProperty("java.io.tmpdir"))));
  }
}
