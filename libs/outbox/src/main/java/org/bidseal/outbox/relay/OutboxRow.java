package org.bidseal.outbox.relay;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as it waits to be published.
record OutboxRow(
    long seq,
    UUID id,
    String topic,
    String key,
    String type,
    String payload,
    @Nullable String traceparent) {}
