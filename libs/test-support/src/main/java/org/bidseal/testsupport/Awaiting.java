package org.bidseal.testsupport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/// Waiting for something that happens elsewhere: asks every 50 ms, for at most 30 s, and then fails
/// with the last reason.
public final class Awaiting {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(50);

  private Awaiting() {}

  /// Waits until the assertions hold.
  public static void untilAsserted(ThrowingRunnable assertions) {
    condition(LIMIT).untilAsserted(assertions);
  }

  /// Waits until the assertions hold, for at most this long.
  public static void untilAsserted(Duration limit, ThrowingRunnable assertions) {
    condition(limit).untilAsserted(assertions);
  }

  /// Waits until the condition is true.
  ///
  /// @param what for the message, if it never is
  public static void until(String what, Callable<Boolean> holds) {
    Awaitility.await(what).atMost(LIMIT).pollInterval(STEP).until(holds);
  }

  /// Waits until there is a value.
  ///
  /// @param what for the message, if there never is
  public static <T> T value(String what, Callable<Optional<T>> source) {
    return Awaitility.await(what)
        .atMost(LIMIT)
        .pollInterval(STEP)
        .until(source, Optional::isPresent)
        .orElseThrow();
  }

  private static ConditionFactory condition(Duration limit) {
    return Awaitility.await().atMost(limit).pollInterval(STEP);
  }
}
