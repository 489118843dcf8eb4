package org.bidseal.outbox.kafka;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How topics are made.
///
/// @param create whether services make missing topics themselves; false where operators do it
/// @param partitions of a new topic. A topic that exists is never given more: that would move keys
///   to other partitions and break the order of their events
/// @param wide topics, in plain names, that have another number of partitions, and are given more
///   if they exist with fewer: only for topics in which the order of a key's events does not matter
/// @param replicationFactor of a new topic; -1 is the broker's default
@ConfigurationProperties("bidseal.events.topics")
public record TopicProperties(
    @DefaultValue("true") boolean create,
    @DefaultValue("12") int partitions,
    @DefaultValue Map<String, Integer> wide,
    @DefaultValue("-1") short replicationFactor) {
  /// Copies the map.
  public TopicProperties {
    wide = Map.copyOf(wide);
  }
}
