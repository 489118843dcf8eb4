package org.bidseal.crypto.testkit;

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
import org.bidseal.testsupport.servers.TestServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The topic `bidseal.crypto`, as other services read it.
public final class PublishedEvents {
  private static final JsonMapper JSON = new JsonMapper();

  private PublishedEvents() {}

  /// All events about this subject, in their order.
  public static List<JsonNode> about(UUID subject) {
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
      String topic = TestServers.get().topicPrefix() + "bidseal.crypto";
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(message ->
                events.add(JSON.readTree(new String(message.value(), StandardCharsets.UTF_8))));
      }
    }
    return events.stream()
        .filter(event -> event.path("subject").asString().equals(subject.toString()))
        .toList();
  }
}
