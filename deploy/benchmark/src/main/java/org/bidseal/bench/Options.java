package org.bidseal.bench;

import java.nio.file.Path;
import java.util.List;
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
    Path json = null;
    int mebibytes = DEFAULT_MEBIBYTES;
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--json" -> json = Path.of(value);
        case "--size" -> mebibytes = size(value);
        case "--folder" -> folder = Path.of(value);
        default -> throw new IllegalArgumentException("There is no option " + name);
      }
    }
    return new Options(json, mebibytes, folder);
  }

  private static int size(String value) {
    if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > MOST_MEBIBYTES) {
      throw new IllegalArgumentException(
          "--size is a number of MiB from 1 to " + MOST_MEBIBYTES + ", not " + value);
    }
    return Integer.parseInt(value);
  }
}
