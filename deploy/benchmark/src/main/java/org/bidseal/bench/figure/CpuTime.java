package org.bidseal.bench.figure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// Speed of work, in bytes or operations, a second of this thread's CPU time, user and system.
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WARM_UP_NANOS = 2_000_000_000;
  private static final long ROUND_NANOS = 150_000_000;
  private static final int ROUNDS = 11;

  private CpuTime() {}

  /// CPU nanoseconds of this thread so far.
  public static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /// Two seconds of warm-up, then the median of eleven rounds of 150 ms.
  ///
  /// @param warmUp a small piece of the same work, so that the compiler is soon done with it
  /// @param work answers how many bytes, or operations, it took
  public static double median(LongSupplier warmUp, LongSupplier work) {
    round(warmUp, WARM_UP_NANOS);
    return turns(work)[0];
  }

  /// Several works by turns, so that a processor's slower moments meet all of them: two seconds of
  /// warm-up each, then eleven turns of 150 ms each, and their medians.
  ///
  /// @param works each answers how many operations it took
  public static double[] mediansByTurns(LongSupplier... works) {
    for (LongSupplier work : works) {
      round(work, WARM_UP_NANOS);
    }
    return turns(works);
  }

  private static double[] turns(LongSupplier... works) {
    double[][] rounds = new double[works.length][ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      for (int j = 0; j < works.length; j++) {
        rounds[j][i] = round(works[j], ROUND_NANOS);
      }
    }
    return Arrays.stream(rounds).mapToDouble(CpuTime::middle).toArray();
  }

  private static double middle(double[] rounds) {
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double round(LongSupplier work, long limit) {
    long begin = nanos();
    long bytes = 0;
    long taken;
    do {
      bytes += work.getAsLong();
      taken = nanos() - begin;
    } while (taken < limit);
    return bytes * 1e9 / taken;
  }
}
