package org.bidseal.idempotency;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Deletes remembered answers that are too old, a bounded number at a time; replicas do not hinder
/// each other.
final class KeySweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(KeySweep.class);
  private static final int BATCH = 1000;

  private final KeyTable keys;
  private final IdempotencyProperties properties;
  private @Nullable Disposable running;

  KeySweep(KeyTable keys, IdempotencyProperties properties) {
    this.keys = keys;
    this.properties = properties;
  }

  /// Deletes all that is too old now.
  Mono<Void> sweep() {
    return keys.deleteOlderThan(properties.retention(), BATCH)
        .repeat()
        .takeUntil(deleted -> deleted < BATCH)
        .then();
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(properties.sweepInterval())
              .onBackpressureDrop()
              .concatMap(_ -> sweep().onErrorResume(KeySweep::next))
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

  private static Mono<Void> next(Throwable error) {
    log.warn("Old idempotency keys were not deleted; the next sweep tries again", error);
    return Mono.empty();
  }
}
