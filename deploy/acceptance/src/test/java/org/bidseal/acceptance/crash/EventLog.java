package org.bidseal.acceptance.crash;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All events of some topics, from their beginning to where they end now, by type and subject. A
/// relay may send an event twice under one id; two ids of one type and subject are two events.
final class EventLog {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Map<String, Set<String>>> ids = new HashMap<>();
  private int messages;

  private EventLog() {}

  static EventLog read(String bootstrapServers, List<String> topics) {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    EventLog log = new EventLog();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(log::add);
      }
    }
    return log;
  }

  private void add(ConsumerRecord<String, String> message) {
    JsonNode event = JSON.readTree(message.value());
    messages++;
    ids.computeIfAbsent(event.path("type").asString(), _ -> new HashMap<>())
        .computeIfAbsent(event.path("subject").asString(), _ -> new HashSet<>())
        .add(event.path("id").asString());
  }

  /// How many different events of a type there are about each of these subjects.
  Map<String, Integer> count(String type, Collection<String> subjects) {
    Map<String, Set<String>> bySubject = ids.getOrDefault(type, Map.of());
    Map<String, Integer> counts = new HashMap<>();
    subjects.forEach(
        subject -> counts.put(subject, bySubject.getOrDefault(subject, Set.of()).size()));
    return counts;
  }

  /// Messages read, repetitions included.
  int messages() {
    return messages;
  }

  /// Different events read.
  int events() {
    return ids.values().stream()
        .flatMap(subjects -> subjects.values().stream())
        .mapToInt(Set::size)
        .sum();
  }
}
