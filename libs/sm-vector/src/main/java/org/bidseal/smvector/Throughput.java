package org.bidseal.smvector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntSupplier;

/// Measures bytes a second of CPU time of the calling thread, so that a busy machine disturbs
/// little.
final class Throughput {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long SLICE_NANOS = 1_000_000;
  private static final double FASTER = 1.05;
  private static final int SLICES = 15;

  /// Faster than any code that still waits for its compiler.
  private static final double WARM_BYTES_PER_SECOND = 1e9;

  private static final long PATIENCE_WHEN_WARM_NANOS = 100_000_000;
  private static final int LONGEST = 3;

  private Throughput() {}

  /// Warms up until it gets no faster for `patience`, three times that at most; then the median of
  /// the last slices.
  static double of(IntSupplier work, Duration patience) {
    return of(work, patience, WARM_BYTES_PER_SECOND);
  }

  /// The same, patient for as long as it is no faster than `warm`.
  static double of(IntSupplier work, Duration patience, double warm) {
    double[] last = new double[SLICES];
    double best = 0;
    long begin = System.nanoTime();
    long improved = begin;
    for (int i = 0; ; i++) {
      double speed = slice(work);
      last[i % SLICES] = speed;
      long now = System.nanoTime();
      if (speed > best * FASTER) {
        best = speed;
        improved = now;
      }
      long limit =
          best > warm * FASTER
              ? Math.min(PATIENCE_WHEN_WARM_NANOS, patience.toNanos())
              : patience.toNanos();
      if (i >= SLICES && (now - improved > limit || now - begin > LONGEST * patience.toNanos())) {
        Arrays.sort(last);
        return last[SLICES / 2];
      }
    }
  }

  private static double slice(IntSupplier work) {
    long begin = THREADS.getCurrentThreadCpuTime();
    long bytes = 0;
    long nanos;
    do {
      bytes += work.getAsInt();
      nanos = THREADS.getCurrentThreadCpuTime() - begin;
    } while (nanos < SLICE_NANOS);
    return bytes * 1e9 / nanos;
  }
}
