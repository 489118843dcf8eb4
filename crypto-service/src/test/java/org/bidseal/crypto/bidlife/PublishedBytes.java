package org.bidseal.crypto.bidlife;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bidseal.testsupport.servers.TestServers;

/// All that lies in the topics of this JVM: keys, values and headers of every message.
final class PublishedBytes {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private PublishedBytes() {}

  static List<byte[]> all() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestServers.get().kafkaBootstrap(),
            "group.id",
            "test-" + UUID.randomUUID(),
            "enable.auto.commit",
            false);
    List<byte[]> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith(TestServers.get().topicPrefix()))
              .flatMap(topic -> topic.getValue().stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(PATIENCE).forEach(message -> add(message, all));
      }
    }
    return all;
  }

  private static void add(ConsumerRecord<byte[], byte[]> message, List<byte[]> all) {
    if (message.key() != null) {
      all.add(message.key());
    }
    if (message.value() != null) {
      all.add(message.value());
    }
    for (Header header : message.headers()) {
      all.add(header.value());
    }
  }
}
