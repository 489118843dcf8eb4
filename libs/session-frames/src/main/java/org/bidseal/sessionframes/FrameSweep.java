package org.bidseal.sessionframes;

import java.time.Duration;
import org.bidseal.servicedefaults.sweep.Sweep;
import reactor.core.publisher.Mono;

/// Deletes the frames of sessions long past, a bounded number at a time; replicas do not hinder
/// each other.
final class FrameSweep implements Sweep {
  private static final int BATCH = 1000;

  private final FrameTable table;
  private final Duration retention;
  private final Duration interval;

  FrameSweep(FrameTable table, Duration retention, Duration interval) {
    this.table = table;
    this.retention = retention;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "session-frames";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  /// Deletes all that is too old now.
  @Override
  public Mono<Void> sweep() {
    return untilFew(table.deleteFramesOlderThan(retention, BATCH))
        .then(untilFew(table.deleteHeadsOlderThan(retention, BATCH)));
  }

  private static Mono<Void> untilFew(Mono<Long> deletion) {
    return deletion.repeat().takeUntil(deleted -> deleted < BATCH).then();
  }
}
