package org.bidseal.outbox.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How events are consumed.
///
/// @param enabled false: this replica consumes nothing
/// @param concurrency threads, each with its share of the partitions
/// @param timeout longest time that one consumer may take for one event; after it the transaction
///   is rolled back and the event comes again
/// @param sessionTimeout after which a replica that fell silent loses its partitions: so long do
///   they stand still after a crash
/// @param minBackoff first pause before an event that failed comes again; doubles each time
/// @param maxBackoff longest such pause
/// @param inboxRetention how long event ids are remembered; longer than topics keep messages
/// @param sweepInterval between two deletions of older ids
@ConfigurationProperties("bidseal.events.consumer")
public record ConsumerProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("3") int concurrency,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("10s") Duration sessionTimeout,
    @DefaultValue("200ms") Duration minBackoff,
    @DefaultValue("30s") Duration maxBackoff,
    @DefaultValue("60d") Duration inboxRetention,
    @DefaultValue("1h") Duration sweepInterval) {}
