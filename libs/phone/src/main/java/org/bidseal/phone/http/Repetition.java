package org.bidseal.phone.http;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How long one request is repeated: a service that is started again is back within half a minute,
/// and says so by `Retry-After` (RFC 9110 §10.2.3).
final class Repetition {
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
  private static final int MOST = 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /// Longer waits are not for a client to sit out; the problem tells them.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private int repeated;
  private Duration pause = FIRST_PAUSE;

  /// Whether to ask again although there was an answer.
  boolean isWorthwhile(HttpResponse<?> response) {
    if (!PASSING.contains(response.statusCode()) || !isWorthwhile()) {
      return false;
    }
    Optional<Duration> asked =
        response.headers().firstValue("Retry-After").flatMap(Repetition::seconds);
    asked.ifPresent(wait -> pause = wait);
    return asked.isEmpty() || asked.get().compareTo(LONGEST_PAUSE) <= 0;
  }

  /// Whether to ask again after a broken connection.
  boolean isWorthwhile() {
    return repeated < MOST;
  }

  void await() throws InterruptedException {
    repeated++;
    Thread.sleep(pause);
    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
  }

  /// The form with a date is not used by the gateway.
  private static Optional<Duration> seconds(String retryAfter) {
    return retryAfter.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
        : Optional.empty();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
