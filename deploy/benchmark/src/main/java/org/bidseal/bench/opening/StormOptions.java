package org.bidseal.bench.opening;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bidseal.bench.command.CommandLine;
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
  private static final int USUAL_BIDS = 40;
  private static final int USUAL_PHONES = 20;

  /// @throws IllegalArgumentException with a message for the user
  static StormOptions parse(List<String> arguments) {
    CommandLine line =
        CommandLine.parse(
            arguments,
            Set.of("--root", "--bids", "--size", "--phones", "--workers", "--json", "--data"));
    int bids = line.number("--bids", USUAL_BIDS, MOST_BIDS);
    return new StormOptions(
        line.path("--root", Path.of("")),
        bids,
        line.numbers("--size", List.of(8), MOST_MEBIBYTES),
        line.numbers("--workers", List.of(1), MOST_WORKERS),
        Math.min(line.number("--phones", USUAL_PHONES, MOST_BIDS), bids),
        line.path("--json"),
        line.folder("--data", "bidseal-bench-opening"));
  }
}
