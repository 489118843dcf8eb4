package org.bidseal.bench.capacity;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What runs of `deploy/bench opening` showed.
///
/// @param rounds of all of them
/// @param cores of the machine
/// @param kernel seconds of one core for 10^6 bytes of SM4-GCM alone
/// @param diskMegabytesPerSecond written and forced
record Measured(List<Round> rounds, int cores, double kernel, double diskMegabytesPerSecond) {
  private static final double MEBIBYTE = 1.048576;

  /// One round.
  ///
  /// @param megabytes of each bid
  record Round(
      int workers,
      int bids,
      double megabytes,
      double confirmSeconds,
      double totalSeconds,
      double p50Seconds,
      double cpuSeconds,
      double keyCpuSeconds,
      double databaseCpuSeconds) {}

  /// @param reports as `--json` wrote them, from one machine
  static Measured of(List<JsonNode> reports) {
    List<Round> rounds = new ArrayList<>();
    for (JsonNode report : reports) {
      for (JsonNode round : report.path("rounds")) {
        rounds.add(
            new Round(
                round.path("workers").asInt(),
                round.path("bids").asInt(),
                round.path("mebibytes").asDouble() * MEBIBYTE,
                round.path("confirmSeconds").asDouble(),
                round.path("totalSeconds").asDouble(),
                round.path("p50Seconds").asDouble(),
                round.path("cpuSeconds").asDouble(),
                round.path("keyCpuSeconds").asDouble(),
                round.path("databaseCpuSeconds").asDouble()));
      }
    }
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("There is no round of deploy/bench opening in there");
    }
    JsonNode first = reports.getFirst();
    return new Measured(
        List.copyOf(rounds),
        first.path("machine").path("processors").asInt(),
        1e6 / first.path("peers").path("kernelSpeed").asDouble(),
        first.path("peers").path("diskSpeed").asDouble() / 1e6);
  }

  /// The line through all rounds that fits best; one size of bids alone says nothing of the cost of
  /// a bid apart from its bytes, and is counted as bytes.
  Costs costs() {
    double n = rounds.size();
    double x = rounds.stream().mapToDouble(Round::megabytes).average().orElseThrow();
    double y = rounds.stream().mapToDouble(r -> r.cpuSeconds() / r.bids()).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (Round r : rounds) {
      xx += Math.pow(r.megabytes() - x, 2);
      xy += (r.megabytes() - x) * (r.cpuSeconds() / r.bids() - y);
    }
    double slope = xx / n < 1 ? y / x : xy / xx;
    // Less than the cipher alone cannot be: then the sizes were too close to tell.
    slope = Math.max(slope, kernel);
    return new Costs(
        Math.max(0, y - slope * x),
        slope,
        rounds.stream().mapToDouble(r -> r.keyCpuSeconds() / r.bids()).average().orElseThrow(),
        rounds.stream()
            .mapToDouble(r -> r.databaseCpuSeconds() / r.bids())
            .average()
            .orElseThrow());
  }
}
