package org.bidseal.bench.opening;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param root of the checkout
/// @param bids that are sealed, confirmed and decrypted in each round
/// @param sizes of each bid in MiB: so many rounds for each number of workers
/// @param workers how many bulk workers there are in each round
/// @param phones that confirm; with fewer phones than bids, each confirms several, of as many
///   openings
/// @param json where the report goes, or null
/// @param data folder of the fleet, emptied before and after
record StormOptions(
    Path root,
    int bids,
    List<Integer> sizes,
    List<Integer> workers,
    int phones,
    @Nullable Path json,
    Path data) {
  private static final int MOST_BIDS = 5000;
  private static final int MOST_MEBIBYTES = 4096;
  private static final int MOST_WORKERS = 16;
  private static final int USUAL_PHONES = 20;

  /// @throws IllegalArgumentException with a message for the user
  static StormOptions parse(List<String> arguments) {
    Path root = Path.of("");
    int bids = 40;
    List<Integer> sizes = List.of(8);
    List<Integer> workers = List.of(1);
    int phones = 0;
    Path json = null;
    Path data = Path.of(System.getProperty("java.io.tmpdir"), "bidseal-bench-opening");
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      String value = arguments.get(i + 1);
      switch (name) {
        case "--root" -> root = Path.of(value);
        case "--bids" -> bids = number(name, value, MOST_BIDS);
        case "--size" -> sizes = numbers(name, value, MOST_MEBIBYTES);
        case "--phones" -> phones = number(name, value, MOST_BIDS);
        case "--workers" -> workers = numbers(name, value, MOST_WORKERS);
        case "--json" -> json = Path.of(value);
        case "--data" -> data = Path.of(value);
        default -> throw new IllegalArgumentException("There is no option " + name);
      }
    }
    int wanted = phones == 0 ? USUAL_PHONES : phones;
    return new StormOptions(
        root, bids, sizes, workers, Math.min(wanted, bids), json, data.toAbsolutePath());
  }

  private static List<Integer> numbers(String name, String values, int most) {
    return Stream.of(values.split(",")).map(value -> number(name, value, most)).toList();
  }

  private static int number(String name, String value, int most) {
    if (!value.matches("[1-9][0-9]{0,3}") || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          name + " takes a number from 1 to " + most + ", not " + value);
    }
    return Integer.parseInt(value);
  }
}
