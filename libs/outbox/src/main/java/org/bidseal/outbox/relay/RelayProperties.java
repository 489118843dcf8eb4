package org.bidseal.outbox.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the relay works.
///
/// @param enabled false leaves publishing to other replicas of the service
/// @param pollInterval how long an event waits at most when every hint was lost
/// @param batchSize most rows read at once
/// @param stopTimeout how long a stopping relay may take for the batch under way
/// @param maxBackoff longest pause while Kafka or the database is away
/// @param sampleInterval between two measurements of pending events and lag
@ConfigurationProperties("bidseal.outbox")
public record RelayProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1s") Duration pollInterval,
    @DefaultValue("200") int batchSize,
    @DefaultValue("10s") Duration stopTimeout,
    @DefaultValue("10s") Duration maxBackoff,
    @DefaultValue("5s") Duration sampleInterval) {}
