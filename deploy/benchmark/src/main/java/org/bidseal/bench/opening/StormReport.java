package org.bidseal.bench.opening;

import java.io.PrintStream;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bidseal.bench.Peers;

/// All rounds of a run, beside their peers.
///
/// @param machine what is known of it
record StormReport(Map<String, Object> machine, Peers peers, List<Round> rounds) {
  private static final double FLAT = 0.10;

  /// The rounds as a table.
  static void print(List<Round> rounds, PrintStream out) {
    out.printf(
        "%n%7s %5s %6s %9s %9s %8s %8s %8s %10s %8s %8s %9s %5s %7s%n",
        "workers",
        "bids",
        "MiB",
        "confirm s",
        "to last s",
        "p50 s",
        "p99 s",
        "CPU-s",
        "CPU-s/MB",
        "key CPU",
        "db CPU",
        "peak MiB",
        "lost",
        "doubled");
    for (Round r : rounds) {
      out.printf(
          Locale.ROOT,
          "%7d %5d %6d %9.1f %9.1f %8.2f %8.2f %8.1f %10.5f %8.1f %8.1f %9.0f %5d %7d%n",
          r.workers(),
          r.bids(),
          r.mebibytes(),
          r.confirmSeconds(),
          r.totalSeconds(),
          r.p50Seconds(),
          r.p99Seconds(),
          r.cpuSeconds(),
          r.cpuSecondsPerMegabyte(),
          r.keyCpuSeconds(),
          r.databaseCpuSeconds(),
          r.peakMebibytes(),
          r.lost(),
          r.doubled());
    }
  }

  void print(PrintStream out) {
    print(rounds, out);
    out.printf(
        Locale.ROOT,
        "%nPeers, the same bytes once through SM4-GCM alone, one thread: %s %.5f CPU-s/MB, Bouncy Castle"
            + " %.5f CPU-s/MB; disk, written and forced: %.0f MB/s%n",
        peers.kernel(),
        1e6 / peers.kernelSpeed(),
        1e6 / peers.bouncyCastleSpeed(),
        peers.diskSpeed() / 1e6);
    outcomes().forEach((goal, outcome) -> out.println(goal + ": " + outcome));
  }

  /// The goals, and what this run showed of them.
  Map<String, String> outcomes() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    boolean fast = rounds.stream().allMatch(r -> r.confirmSeconds() <= 60);
    outcomes.put("all phones confirm within a minute", met(fast));
    outcomes.put("events lost: 0", met(rounds.stream().allMatch(r -> r.lost() == 0)));
    outcomes.put("effects doubled: 0", met(rounds.stream().allMatch(r -> r.doubled() == 0)));
    bySize()
        .forEach((size, some) ->
            outcomes.put(
                "CPU-s per MB flat within 10 %, bids of " + size + " MiB",
                some.size() < 2 ? "not shown (one round)" : flatness(some)));
    return outcomes;
  }

  private static String met(boolean met) {
    return met ? "met" : "NOT met";
  }

  private Map<Integer, List<Round>> bySize() {
    return rounds.stream()
        .collect(Collectors.groupingBy(Round::mebibytes, TreeMap::new, Collectors.toList()));
  }

  private static String flatness(List<Round> some) {
    DoubleSummaryStatistics costs =
        some.stream().mapToDouble(Round::cpuSecondsPerMegabyte).summaryStatistics();
    double low = costs.getMin() / costs.getAverage() - 1;
    double high = costs.getMax() / costs.getAverage() - 1;
    return String.format(
        Locale.ROOT,
        "%s (%+.0f %% … %+.0f %%)",
        met(Math.max(high, -low) <= FLAT),
        100 * low,
        100 * high);
  }

  /// For the JSON file, which `deploy/bench capacity` reads.
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("machine", machine);
    map.put("peers", peers);
    map.put("rounds", rounds.stream().map(Round::asMap).toList());
    map.put("goals", outcomes());
    return map;
  }
}
