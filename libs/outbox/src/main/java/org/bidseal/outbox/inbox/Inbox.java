package org.bidseal.outbox.inbox;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.events.UnreadableEventException;
import org.bidseal.outbox.EventConsumer;
import org.bidseal.outbox.PoisonEventException;
import org.bidseal.outbox.inbox.ConsumerMetrics.Outcome;
import org.bidseal.servicedefaults.CurrentTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Applies one message: to each consumer that wants it, in a transaction of its own, one after the
/// other.
final class Inbox {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final String NOBODY = "";

  private final List<EventConsumer> consumers;
  private final Topics topics;
  private final InboxTable table;
  private final TransactionalOperator transaction;
  private final DeadLetters deadLetters;
  private final CurrentTrace trace;
  private final ConsumerMetrics metrics;
  private final Duration timeout;

  Inbox(
      List<EventConsumer> consumers,
      Topics topics,
      InboxTable table,
      TransactionalOperator transaction,
      DeadLetters deadLetters,
      CurrentTrace trace,
      ConsumerMetrics metrics,
      Duration timeout) {
    this.consumers = List.copyOf(consumers);
    this.topics = topics;
    this.table = table;
    this.transaction = transaction;
    this.deadLetters = deadLetters;
    this.trace = trace;
    this.metrics = metrics;
    this.timeout = timeout;
  }

  /// Completes when the message is dealt with: applied, known already, unwanted, or set aside. Errs
  /// if it must come again.
  Mono<Void> handle(ConsumerRecord<String, byte[]> message) {
    return Mono.fromCallable(() -> read(message))
        .flatMap(event -> deliver(event, message))
        .onErrorResume(UnreadableEventException.class, e -> setAside(message, NOBODY, e));
  }

  private static Event read(ConsumerRecord<String, byte[]> message) {
    byte[] value = message.value();
    if (value == null) {
      throw new UnreadableEventException("a message without a value");
    }
    return EventCodec.read(value);
  }

  private Mono<Void> deliver(Event event, ConsumerRecord<String, byte[]> message) {
    return Flux.fromIterable(consumers)
        .filter(consumer -> wants(consumer, event, message.topic()))
        .concatMap(consumer -> deliver(event, message, consumer))
        .then();
  }

  private Mono<Void> deliver(
      Event event, ConsumerRecord<String, byte[]> message, EventConsumer consumer) {
    return trace
        .continued(event.traceparent(), "events.consume", once(event, consumer))
        .doOnNext(outcome -> metrics.consumed(consumer.name(), outcome))
        .then()
        .onErrorResume(Inbox::isPoison, e -> setAside(message, consumer.name(), e))
        .doOnError(e -> failed(event, consumer, e));
  }

  private Mono<Outcome> once(Event event, EventConsumer consumer) {
    return table
        .claim(event.id(), consumer.name())
        .flatMap(isNew ->
            isNew
                ? apply(event, consumer).thenReturn(Outcome.APPLIED)
                : Mono.just(Outcome.DUPLICATE))
        .as(transaction::transactional)
        // Beyond the transaction: cancelling it rolls back.
        .timeout(timeout);
  }

  private static Mono<Void> apply(Event event, EventConsumer consumer) {
    return Mono.defer(() -> consumer.on(event));
  }

  private Mono<Void> setAside(
      ConsumerRecord<String, byte[]> message, String consumer, Throwable reason) {
    return deadLetters
        .accept(message, consumer, reason)
        .doOnSuccess(_ -> metrics.consumed(consumer, Outcome.DEAD_LETTER));
  }

  private void failed(Event event, EventConsumer consumer, Throwable error) {
    metrics.failed(consumer.name());
    log.warn(
        "{} failed on {} {}; it comes again", consumer.name(), event.type(), event.id(), error);
  }

  private boolean wants(EventConsumer consumer, Event event, String topic) {
    return topics.named(consumer.topic()).equals(topic)
        && (consumer.types().isEmpty() || consumer.types().contains(event.type()));
  }

  private static boolean isPoison(Throwable error) {
    return error instanceof PoisonEventException || error instanceof IllegalArgumentException;
  }
}
