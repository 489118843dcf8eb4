package org.bidseal.idempotency;

import java.time.Duration;
import org.bidseal.servicedefaults.sweep.Sweep;
import reactor.core.publisher.Mono;

/// Deletes remembered answers that are too old, a bounded number at a time; replicas do not hinder
/// each other.
final class KeySweep implements Sweep {
  private static final int BATCH = 1000;

  private final KeyTable keys;
  private final IdempotencyProperties properties;

  KeySweep(KeyTable keys, IdempotencyProperties properties) {
    this.keys = keys;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "idempotency-keys";
  }

  @Override
  public Duration interval() {
    return properties.sweepInterval();
  }

  /// Deletes all that is too old now.
  @Override
  public Mono<Void> sweep() {
    return keys.deleteOlderThan(properties.retention(), BATCH)
        .repeat()
        .takeUntil(deleted -> deleted < BATCH)
        .then();
  }
}
