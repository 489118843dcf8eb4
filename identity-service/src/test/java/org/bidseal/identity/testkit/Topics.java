package org.bidseal.identity.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.testsupport.servers.TestServers;

/// Kafka as other services see it.
public final class Topics {

  private Topics() {}

  /// Every event of a topic from its beginning.
  public static List<Event> read(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            TestServers.get().kafkaBootstrap(),
            "group.id",
            "test-" + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    List<Event> events = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      String name = TestServers.get().topicPrefix() + topic;
      var partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(message -> events.add(EventCodec.read(message.value())));
      }
    }
    return events;
  }

  /// Publishes an event as another service would.
  public static void publish(String source, String type, UUID subject, Object data) {
    var event =
        new Event(
            UUID.randomUUID(),
            "urn:bidseal:" + source,
            type,
            subject.toString(),
            Instant.now(),
            null,
            EventCodec.data(data));
    String topic = TestServers.get().topicPrefix() + "bidseal." + type.split("\\.", -1)[2];
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", TestServers.get().kafkaBootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, subject.toString(), EventCodec.write(event))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
