package org.bidseal.outbox.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// `bidseal_events_consumed_total{consumer,outcome}` and `bidseal_events_retries_total{consumer}`.
final class ConsumerMetrics {
  private final MeterRegistry registry;

  ConsumerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /// What became of an event.
  enum Outcome {
    APPLIED,
    DUPLICATE,
    DEAD_LETTER
  }

  void consumed(String consumer, Outcome outcome) {
    String label = outcome.name().toLowerCase(Locale.ROOT);
    registry.counter("bidseal.events.consumed", "consumer", consumer, "outcome", label).increment();
  }

  void failed(String consumer) {
    registry.counter("bidseal.events.retries", "consumer", consumer).increment();
  }
}
