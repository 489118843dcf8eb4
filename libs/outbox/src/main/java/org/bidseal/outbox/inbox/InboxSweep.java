package org.bidseal.outbox.inbox;

import java.time.Duration;
import org.bidseal.servicedefaults.sweep.Sweep;
import reactor.core.publisher.Mono;

/// Forgets events so old that Kafka cannot deliver them again, a bounded number at a time; replicas
/// do not hinder each other.
final class InboxSweep implements Sweep {
  private static final int BATCH = 1000;

  private final InboxTable table;
  private final ConsumerProperties properties;

  InboxSweep(InboxTable table, ConsumerProperties properties) {
    this.table = table;
    this.properties = properties;
  }

  @Override
  public String name() {
    return "inbox";
  }

  @Override
  public Duration interval() {
    return properties.sweepInterval();
  }

  /// Deletes all that is too old now.
  @Override
  public Mono<Void> sweep() {
    return table
        .deleteOlderThan(properties.inboxRetention(), BATCH)
        .repeat()
        .takeUntil(deleted -> deleted < BATCH)
        .then();
  }
}
