package org.bidseal.bench.capacity;

import java.io.PrintStream;
import java.util.Locale;

/// Prints what the simulation says, and how far it was from what was measured.
final class CapacityReport {
  private static final int[] CORES = {8, 16, 32, 64, 128};
  private static final double[][] STORMS = {{2000, 50}, {5000, 100}};
  private static final double MINUTE = 60;
  private static final int KEY_CORES = 8;
  private static final int DATABASE_CORES = 8;

  /// One NVMe disk, one 25 Gbit/s network, several of either.
  private static final double[] STORES = {1000, 3000, 12_000};

  private final Measured measured;
  private final PrintStream out;

  CapacityReport(Measured measured, PrintStream out) {
    this.measured = measured;
    this.out = out;
  }

  void print() {
    Costs costs = measured.costs();
    out.println("A SIMULATION, calibrated by a measured run; see docs/capacity.md.");
    out.printf(
        Locale.ROOT,
        "%nCosts in seconds of one core: bulk %.4f a bid + %.5f a MB (SM4-GCM alone %.5f);"
            + " key role %.4f a bid; database %.4f a bid%n",
        costs.perBid(),
        costs.perMegabyte(),
        measured.kernel(),
        costs.keyRole(),
        costs.database());
    check(costs);
    for (double[] storm : STORMS) {
      storm(costs, (int) storm[0], storm[1]);
    }
  }

  /// The measured rounds, simulated. There one machine was all of it, so its cores are shared by
  /// what the storm cost beside the bulk workers.
  private void check(Costs costs) {
    out.printf(
        "%n%8s %6s %8s %12s %12s %8s%n",
        "workers", "bids", "MB", "measured s", "simulated s", "ratio");
    for (Measured.Round round : measured.rounds()) {
      Plant plant =
          new Plant(
              measured.cores(),
              measured.cores(),
              measured.cores(),
              measured.diskMegabytesPerSecond());
      double simulated =
          new Simulation(costs, plant)
              .run(round.bids(), round.megabytes(), round.confirmSeconds())
              .lastSeconds();
      out.printf(
          Locale.ROOT,
          "%8d %6d %8.1f %12.1f %12.1f %8.2f%n",
          round.workers(),
          round.bids(),
          round.megabytes(),
          round.totalSeconds(),
          simulated,
          simulated / round.totalSeconds());
    }
  }

  private void storm(Costs costs, int bids, double megabytes) {
    out.printf(
        Locale.ROOT,
        "%n%d bids of %.0f MB, confirmed within a minute; %d cores of the key role, %d of the database%n",
        bids,
        megabytes,
        KEY_CORES,
        DATABASE_CORES);
    out.printf(
        "%6s %12s %10s %10s %10s  %s%n",
        "cores", "store MB/s", "last s", "p50 s", "p99 s", "busiest");
    for (double store : STORES) {
      for (int cores : CORES) {
        Simulation.Outcome outcome =
            new Simulation(costs, new Plant(cores, KEY_CORES, DATABASE_CORES, store))
                .run(bids, megabytes, MINUTE);
        out.printf(
            Locale.ROOT,
            "%6d %12.0f %10.1f %10.1f %10.1f  %s%n",
            cores,
            store,
            outcome.lastSeconds(),
            outcome.p50Seconds(),
            outcome.p99Seconds(),
            outcome.busiest());
      }
    }
  }
}
