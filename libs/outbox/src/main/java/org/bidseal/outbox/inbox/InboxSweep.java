package org.bidseal.outbox.inbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Forgets events so old that Kafka cannot deliver them again, a bounded number at a time; replicas
/// do not hinder each other.
final class InboxSweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(InboxSweep.class);
  private static final int BATCH = 1000;

  private final InboxTable table;
  private final ConsumerProperties properties;
  private @Nullable Disposable running;

  InboxSweep(InboxTable table, ConsumerProperties properties) {
    this.table = table;
    this.properties = properties;
  }

  /// Deletes all that is too old now.
  Mono<Void> sweep() {
    return table
        .deleteOlderThan(properties.inboxRetention(), BATCH)
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
              .concatMap(_ -> sweep().onErrorResume(InboxSweep::next))
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
    log.warn("Old inbox rows were not deleted; the next sweep tries again", error);
    return Mono.empty();
  }
}
