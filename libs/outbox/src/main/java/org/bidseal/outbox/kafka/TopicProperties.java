package org.bidseal.outbox.kafka;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How topics are made.
///
/// @param create whether services make missing topics themselves; false where operators do it
/// @param partitions of a new topic. A topic that exists is never given more: that would move keys
///   to other partitions and break the order of their events
/// @param replicationFactor of a new topic; -1 is the broker's default
@ConfigurationProperties("bidseal.events.topics")
public record TopicProperties(
    @DefaultValue("true") boolean create,
    @DefaultValue("12") int partitions,
    @DefaultValue("-1") short replicationFactor) {}
