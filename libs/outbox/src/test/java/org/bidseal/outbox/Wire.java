package org.bidseal.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bidseal.testsupport.servers.TestServers;

/// What is really in a Kafka topic.
public final class Wire implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  public Wire(String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestServers.get().kafkaBootstrap(),
                "group.id",
                "wire-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                "500"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
  }

  /// Reads on until the predicate holds for all messages so far that have this key.
  public List<ConsumerRecord<String, byte[]>> await(
      Predicate<ConsumerRecord<String, byte[]>> which,
      Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      List<ConsumerRecord<String, byte[]>> wanted = seen.stream().filter(which).toList();
      if (enough.test(wanted)) {
        return wanted;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("after " + LIMIT + " only " + wanted.size() + " messages");
      }
      consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
    }
  }

  public List<ConsumerRecord<String, byte[]>> await(UUID key, int count) {
    return await(message -> key.toString().equals(message.key()), found -> found.size() >= count);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
