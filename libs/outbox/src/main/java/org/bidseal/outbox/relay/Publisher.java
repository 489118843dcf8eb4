package org.bidseal.outbox.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bidseal.events.EventCodec;
import org.bidseal.outbox.kafka.EventSender;
import org.bidseal.outbox.kafka.TopicCreator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends rows to Kafka, keys side by side and the events of one key strictly one after the other:
/// the next only when the last was acknowledged. The producer's own ordering would not do, since a
/// message that runs into the delivery timeout lets its successors through.
final class Publisher {
  private static final int KEYS_AT_ONCE = 64;

  private final EventSender sender;
  private final TopicCreator topics;

  Publisher(EventSender sender, TopicCreator topics) {
    this.sender = sender;
    this.topics = topics;
  }

  /// What became of a batch.
  ///
  /// @param acknowledged `seq` of what Kafka has
  /// @param failure the first error, null if there was none
  record Outcome(List<Long> acknowledged, @Nullable Throwable failure) {}

  /// Sends rows until one fails; those already under way are awaited. Never errs.
  Mono<Outcome> publish(List<OutboxRow> rows) {
    return Mono.defer(() -> new Batch().publish(rows));
  }

  private final class Batch {
    private final Queue<Long> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Mono<Outcome> publish(List<OutboxRow> rows) {
      List<String> names = rows.stream().map(OutboxRow::topic).distinct().toList();
      return topics
          .ensure(names)
          .thenMany(Flux.fromIterable(byKey(rows)))
          .flatMap(this::sendInOrder, KEYS_AT_ONCE)
          .onErrorResume(this::failed)
          .then(Mono.fromSupplier(() -> new Outcome(List.copyOf(acknowledged), failure.get())));
    }

    private Mono<Void> sendInOrder(List<OutboxRow> ofOneKey) {
      return Flux.fromIterable(ofOneKey)
          .concatMap(row -> send(row).doOnSuccess(_ -> acknowledged.add(row.seq())))
          .then()
          .onErrorResume(this::failed);
    }

    private Mono<Void> send(OutboxRow row) {
      return sender.send(() -> {
        if (failure.get() != null) {
          throw new BatchFailedException();
        }
        return message(row);
      });
    }

    private Mono<Void> failed(Throwable error) {
      failure.compareAndSet(null, error);
      return Mono.empty();
    }
  }

  private static Collection<List<OutboxRow>> byKey(List<OutboxRow> rows) {
    Map<List<String>, List<OutboxRow>> groups = new LinkedHashMap<>();
    for (OutboxRow row : rows) {
      groups.computeIfAbsent(List.of(row.topic(), row.key()), _ -> new ArrayList<>()).add(row);
    }
    return groups.values();
  }

  private static ProducerRecord<String, byte[]> message(OutboxRow row) {
    var message =
        new ProducerRecord<>(
            row.topic(), row.key(), row.payload().getBytes(StandardCharsets.UTF_8));
    header(message, "content-type", EventCodec.CONTENT_TYPE);
    if (row.traceparent() != null) {
      header(message, "traceparent", row.traceparent());
    }
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
