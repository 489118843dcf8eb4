package org.bidseal.bench.figure;

/// Percentiles that are values which were seen.
public final class Percentiles {
  private Percentiles() {}

  /// The value that a share of all is not above.
  ///
  /// @param sorted in ascending order, not empty
  public static double of(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
