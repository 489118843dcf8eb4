package org.bidseal.bench.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Pairs of `--name value`. What is wrong with them is an IllegalArgumentException with a message
/// for the user.
public final class CommandLine {
  private final Map<String, String> values;

  private CommandLine(Map<String, String> values) {
    this.values = values;
  }

  /// Of options that are named twice the last one counts.
  ///
  /// @param known the names that there are
  public static CommandLine parse(List<String> arguments, Set<String> known) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      if (!known.contains(name)) {
        throw new IllegalArgumentException("There is no option " + name);
      }
      values.put(name, arguments.get(i + 1));
    }
    return new CommandLine(values);
  }

  public @Nullable Path path(String name) {
    String value = values.get(name);
    return value == null ? null : Path.of(value);
  }

  public Path path(String name, Path otherwise) {
    Path path = path(name);
    return path == null ? otherwise : path;
  }

  /// A folder of this name below the system's temporary one, unless there is another value.
  public Path folder(String name, String usual) {
    return path(name, Path.of(System.getProperty("java.io.tmpdir"), usual)).toAbsolutePath();
  }

  /// A whole number from 1 to `most`.
  public int number(String name, int otherwise, int most) {
    String value = values.get(name);
    return value == null ? otherwise : number(name, value, most);
  }

  /// Several, separated by commas.
  public List<Integer> numbers(String name, List<Integer> otherwise, int most) {
    String value = values.get(name);
    return value == null
        ? otherwise
        : Stream.of(value.split(",")).map(one -> number(name, one, most)).toList();
  }

  private static int number(String name, String value, int most) {
    if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          name + " takes a number from 1 to " + most + ", not " + value);
    }
    return Integer.parseInt(value);
  }
}
