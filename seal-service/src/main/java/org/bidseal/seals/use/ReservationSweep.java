package org.bidseal.seals.use;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Gives back uses that were reserved for a signature which never came.
@Component
class ReservationSweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /// Longer than a session lives: signing-service settles what it can before.
  private static final Duration LIFE = Duration.ofHours(2);

  private final UseRepository rows;
  private final Clock clock;

  ReservationSweep(UseRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "old-reservations";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Long> sweep() {
    Instant now = clock.instant();
    return rows.releaseOlderThan(now.minus(LIFE), now);
  }
}
