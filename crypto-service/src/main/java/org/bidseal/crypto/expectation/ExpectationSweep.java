package org.bidseal.crypto.expectation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Deletes expectations that ended thirty days ago, every hour.
@Component
class ExpectationSweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ExpectationSweep.class);
  private static final String DELETE =
      """
      delete from signing_expectation where expires_at < clock_timestamp() - interval '30 days'
      """;

  private final DatabaseClient database;
  private @Nullable Disposable running;

  ExpectationSweep(DatabaseClient database) {
    this.database = database;
  }

  /// Deletes all that is too old now.
  ///
  /// @return how many there were
  Mono<Long> sweep() {
    return database.sql(DELETE).fetch().rowsUpdated();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(Duration.ofHours(1))
              .onBackpressureDrop()
              .concatMap(_ -> sweep().onErrorResume(ExpectationSweep::next))
              .subscribe();
    }
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

  private static Mono<Long> next(Throwable error) {
    log.warn("Old expectations were not deleted; the next sweep tries again", error);
    return Mono.empty();
  }
}
