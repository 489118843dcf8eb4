package org.bidseal.outbox.kafka;

import java.time.Duration;
import java.util.Map;

/// Senders for tests.
public final class EventSenders {
  private EventSenders() {}

  /// A sender whose Kafka is away: nothing listens there.
  public static EventSender toNowhere() {
    return new EventSender(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofSeconds(1));
  }
}
