package org.bidseal.testsupport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bidseal.testsupport.json.JsonFiles;
import org.bidseal.testsupport.servers.EntryPoint;
import org.bidseal.testsupport.servers.TestServers;
import tools.jackson.databind.JsonNode;

/// The topics of this test JVM, as other services read them.
@EntryPoint
public final class PublishedEvents {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private PublishedEvents() {}

  /// What has been published about this subject until now, in its order.
  ///
  /// @param topic without this JVM's prefix: `bidseal.crypto`
  /// @return events as CloudEvents JSON
  public static List<JsonNode> about(String topic, UUID subject) {
    return all(topic).stream()
        .filter(event -> event.path("subject").asString().equals(subject.toString()))
        .toList();
  }

  private static List<JsonNode> all(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestServers.get().kafkaBootstrap(),
            "group.id",
            "test-" + UUID.randomUUID(),
            "enable.auto.commit",
            false);
    List<JsonNode> events = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      String name = TestServers.get().topicPrefix() + topic;
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer
            .poll(PATIENCE)
            .forEach(message ->
                events.add(
                    JsonFiles.JSON.readTree(new String(message.value(), StandardCharsets.UTF_8))));
      }
    }
    return events;
  }
}
