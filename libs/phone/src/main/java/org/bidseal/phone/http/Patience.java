package org.bidseal.phone.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks again while an answer may still change: what one service has decided reaches the others
/// some milliseconds later, and up to half a minute later if one of them crashed meanwhile.
public final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Clock clock;

  public Patience(Clock clock) {
    this.clock = clock;
  }

  /// Repeats `call` while it is refused with one of these problems, for a minute at most.
  ///
  /// @param slugs last segments of problem types, such as `not-found`
  /// @throws ApiProblemException the last refusal, or the first of another kind
  public <T> T whileRefused(Set<String> slugs, Supplier<T> call) {
    Instant deadline = clock.instant().plus(LIMIT);
    while (true) {
      try {
        return call.get();
      } catch (ApiProblemException problem) {
        if (!slugs.contains(problem.slug()) || clock.instant().isAfter(deadline)) {
          throw problem;
        }
        pause();
      }
    }
  }

  /// Repeats `call` until its answer is accepted.
  ///
  /// @throws IllegalStateException after a minute
  public <T> T until(Predicate<T> accepted, Supplier<T> call) {
    Instant deadline = clock.instant().plus(Duration.ofMinutes(1));
    while (true) {
      T answer = call.get();
      if (accepted.test(answer)) {
        return answer;
      }
      if (clock.instant().isAfter(deadline)) {
        throw new IllegalStateException("waited in vain; the last answer was " + answer);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
