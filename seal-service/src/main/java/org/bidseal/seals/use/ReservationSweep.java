package org.bidseal.seals.use;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Gives back uses that were reserved for a signature which never came.
@Component
class ReservationSweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ReservationSweep.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /// Longer than a session lives: signing-service settles what it can before.
  private static final Duration LIFE = Duration.ofHours(2);

  private final UseRepository rows;
  private final Clock clock;
  private @Nullable Disposable running;

  ReservationSweep(UseRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  Mono<Long> sweep() {
    Instant now = clock.instant();
    return rows.releaseOlderThan(now.minus(LIFE), now);
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(INTERVAL)
              .onBackpressureDrop()
              .concatMap(_ -> sweep().onErrorResume(ReservationSweep::again))
              .subscribe();
    }
  }

  private static Mono<Long> again(Throwable error) {
    log.warn("Old reservations were not given back; the next sweep tries again", error);
    return Mono.just(0L);
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
