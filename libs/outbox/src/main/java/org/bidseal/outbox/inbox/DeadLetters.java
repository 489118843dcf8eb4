package org.bidseal.outbox.inbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.bidseal.events.Topics;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.TopicCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Copies messages that no retry can help to `<topic>.dlt`: same key, value and headers, and
/// headers `dlt-group`, `dlt-consumer`, `dlt-error`, `dlt-reason`, `dlt-topic`, `dlt-partition`,
/// `dlt-offset`, all text. Sent back to the topic they came from, they reach only the consumer that
/// refused them: the others remember.
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int REASON_LENGTH = 500;

  private final EventSender sender;
  private final TopicCreator topics;
  private final String group;

  DeadLetters(EventSender sender, TopicCreator topics, String group) {
    this.sender = sender;
    this.topics = topics;
    this.group = group;
  }

  /// Completes when Kafka has acknowledged the copy.
  ///
  /// @param consumer who refused it; empty if nobody could read it
  Mono<Void> accept(ConsumerRecord<String, byte[]> message, String consumer, Throwable reason) {
    String target = Topics.deadLetters(message.topic());
    return topics
        .ensure(List.of(target))
        .then(sender.send(() -> copy(message, target, consumer, reason)))
        .doOnSuccess(_ ->
            log.error(
                "Message {}-{}@{} went to {}: {} {}",
                message.topic(),
                message.partition(),
                message.offset(),
                target,
                consumer,
                reason.toString()));
  }

  private ProducerRecord<String, byte[]> copy(
      ConsumerRecord<String, byte[]> message, String target, String consumer, Throwable reason) {
    var copy = new ProducerRecord<>(target, message.key(), message.value());
    message.headers().forEach(copy.headers()::add);
    put(copy.headers(), "dlt-group", group);
    put(copy.headers(), "dlt-consumer", consumer);
    put(copy.headers(), "dlt-error", reason.getClass().getName());
    put(copy.headers(), "dlt-reason", shortened(String.valueOf(reason.getMessage())));
    put(copy.headers(), "dlt-topic", message.topic());
    put(copy.headers(), "dlt-partition", Integer.toString(message.partition()));
    put(copy.headers(), "dlt-offset", Long.toString(message.offset()));
    return copy;
  }

  private static String shortened(String text) {
    return text.length() <= REASON_LENGTH ? text : text.substring(0, REASON_LENGTH);
  }

  /// Replaces what an earlier journey left.
  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
