package org.bidseal.sessionframes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Deletes the frames of sessions long past, a bounded number at a time; replicas do not hinder
/// each other.
final class FrameSweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(FrameSweep.class);
  private static final int BATCH = 1000;

  private final FrameTable table;
  private final Duration retention;
  private final Duration interval;
  private @Nullable Disposable running;

  FrameSweep(FrameTable table, Duration retention, Duration interval) {
    this.table = table;
    this.retention = retention;
    this.interval = interval;
  }

  /// Deletes all that is too old now.
  Mono<Void> sweep() {
    return untilFew(table.deleteFramesOlderThan(retention, BATCH))
        .then(untilFew(table.deleteHeadsOlderThan(retention, BATCH)));
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(interval)
              .onBackpressureDrop()
              .concatMap(_ -> sweep().onErrorResume(FrameSweep::next))
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

  private static Mono<Void> untilFew(Mono<Long> deletion) {
    return deletion.repeat().takeUntil(deleted -> deleted < BATCH).then();
  }

  private static Mono<Void> next(Throwable error) {
    log.warn("Old session frames were not deleted; the next sweep tries again", error);
    return Mono.empty();
  }
}
