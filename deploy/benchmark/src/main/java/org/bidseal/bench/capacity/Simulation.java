package org.bidseal.bench.capacity;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.bidseal.bench.figure.Percentiles;

/// Bids that pass one station after the other: the key role, the database, a bulk core, the blob
/// store. Each station has some equal servers and serves in the order of arrival; a bulk core is
/// held until the store has taken the plaintext. Confirmations come at random moments of their
/// time; what a bid costs varies by a fifth to either side. Same seed, same result.
final class Simulation {
  private static final long SEED = 20_260_722;
  private static final double VARIATION = 0.2;

  /// @param lastSeconds from the first confirmation to the last plaintext
  /// @param p50Seconds from a confirmation to its plaintext
  /// @param p99Seconds of the same
  /// @param busiest the station that was busiest, and for what part of the whole time
  record Outcome(double lastSeconds, double p50Seconds, double p99Seconds, String busiest) {}

  private final Costs costs;
  private final Plant plant;

  Simulation(Costs costs, Plant plant) {
    this.costs = costs;
    this.plant = plant;
  }

  /// Servers that are free at certain times.
  private static final class Station {
    private final String name;
    private final int servers;
    private final PriorityQueue<Double> free = new PriorityQueue<>();
    private double busy;

    Station(String name, int servers) {
      this.name = name;
      this.servers = servers;
      for (int i = 0; i < servers; i++) {
        free.add(0.0);
      }
    }

    /// When the earliest free server begins with what comes now.
    double begin(double at) {
      Double next = free.poll();
      return Math.max(at, next == null ? 0 : next);
    }

    void end(double begin, double end) {
      busy += end - begin;
      free.add(end);
    }

    double pass(double at, double seconds) {
      double begin = begin(at);
      end(begin, begin + seconds);
      return begin + seconds;
    }

    double utilisation(double whole) {
      return busy / servers / whole;
    }
  }

  /// @param bids how many
  /// @param megabytes of each
  /// @param withinSeconds in which all are confirmed
  Outcome run(int bids, double megabytes, double withinSeconds) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] confirmed = random.doubles(bids, 0, withinSeconds).sorted().toArray();
    Station key = new Station("key role", plant.keyCores());
    Station database = new Station("database", plant.databaseCores());
    Station bulk = new Station("bulk cores", plant.bulkCores());
    Station store = new Station("blob store", 1);
    double[] ready = new double[bids];
    for (int i = 0; i < bids; i++) {
      ready[i] =
          database.pass(
              key.pass(confirmed[i], vary(random, costs.keyRole())),
              vary(random, costs.database()));
    }
    double[] taken = new double[bids];
    double last = 0;
    for (int i = 0; i < bids; i++) {
      double begin = bulk.begin(ready[i]);
      double computed = begin + vary(random, costs.bulk(megabytes));
      double stored = store.pass(begin, 2 * megabytes / plant.storeMegabytesPerSecond());
      double end = Math.max(computed, stored);
      bulk.end(begin, end);
      taken[i] = end - confirmed[i];
      last = Math.max(last, end);
    }
    Arrays.sort(taken);
    return new Outcome(
        last - confirmed[0],
        Percentiles.of(taken, 0.5),
        Percentiles.of(taken, 0.99),
        busiest(last, key, database, bulk, store));
  }

  private static double vary(SplittableRandom random, double cost) {
    return cost * (1 + VARIATION * (2 * random.nextDouble() - 1));
  }

  /// A bulk core that waits for the store is busy too, so the store is named first.
  private static String busiest(
      double whole, Station key, Station database, Station bulk, Station store) {
    Station most = store;
    for (Station station : new Station[] {bulk, database, key}) {
      if (station.utilisation(whole) > most.utilisation(whole) + 0.05) {
        most = station;
      }
    }
    return "%s %.0f %%".formatted(most.name, 100 * most.utilisation(whole));
  }
}
