package org.bidseal.outbox.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// `bidseal_outbox_pending`, `bidseal_outbox_lag_seconds` (NaN while the database cannot be asked)
/// and `bidseal_outbox_published_total`. Each replica measures the whole outbox: alerts take the
/// maximum.
final class RelayMetrics {
  private static final Backlog UNKNOWN = new Backlog(-1, Double.NaN);

  private final Counter published;
  private volatile Backlog backlog = UNKNOWN;

  RelayMetrics(MeterRegistry registry) {
    this.published =
        Counter.builder("bidseal.outbox.published")
            .description("Events acknowledged by Kafka")
            .register(registry);
    Gauge.builder("bidseal.outbox.pending", this, RelayMetrics::pending)
        .description("Events committed and not yet published")
        .register(registry);
    Gauge.builder("bidseal.outbox.lag", this, metrics -> metrics.backlog.lagSeconds())
        .description("Age of the oldest event not yet published")
        .baseUnit("seconds")
        .register(registry);
  }

  void published(int count) {
    published.increment(count);
  }

  void measured(Backlog now) {
    backlog = now;
  }

  void unknown() {
    backlog = UNKNOWN;
  }

  private double pending() {
    Backlog now = backlog;
    return now.pending() < 0 ? Double.NaN : now.pending();
  }
}
