package org.bidseal.outbox.relay;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What one replica does with one connection: publish if it was elected, else try to be and pass
/// hints on. Called for one piece of work at a time.
final class RelaySession {
  private static final Logger log = LoggerFactory.getLogger(RelaySession.class);

  private final RelayConnection connection;
  private final Publisher publisher;
  private final RelayMetrics metrics;
  private final int batchSize;
  private final AtomicBoolean hintToPassOn = new AtomicBoolean();
  private volatile boolean leading;

  RelaySession(
      RelayConnection connection, Publisher publisher, RelayMetrics metrics, int batchSize) {
    this.connection = connection;
    this.publisher = publisher;
    this.metrics = metrics;
    this.batchSize = batchSize;
  }

  /// Something was committed in this process.
  void committedHere() {
    hintToPassOn.set(true);
  }

  /// Publishes all there is, or sees to it that the elected relay does. Emits for each batch; errs
  /// with [PublishFailedException] if Kafka does not take it.
  Flux<Boolean> work() {
    return Flux.defer(() -> leading ? drain() : standBy());
  }

  Mono<Backlog> measure() {
    return connection.backlog().doOnNext(metrics::measured);
  }

  private Flux<Boolean> standBy() {
    return connection.tryLead().flatMapMany(elected -> elected ? lead() : passHintOn());
  }

  private Flux<Boolean> lead() {
    leading = true;
    log.info("This replica now publishes the outbox");
    return drain();
  }

  private Flux<Boolean> passHintOn() {
    Mono<Void> told = hintToPassOn.getAndSet(false) ? connection.notifyRelay() : Mono.<Void>empty();
    return told.thenMany(Flux.just(false));
  }

  private Flux<Boolean> drain() {
    return Mono.defer(this::batch).repeat().takeUntil(more -> !more);
  }

  private Mono<Boolean> batch() {
    return connection
        .next(batchSize)
        .flatMap(rows -> rows.isEmpty() ? Mono.just(false) : publish(rows).thenReturn(full(rows)));
  }

  private boolean full(List<OutboxRow> rows) {
    return rows.size() == batchSize;
  }

  private Mono<Void> publish(List<OutboxRow> rows) {
    return publisher.publish(rows).flatMap(this::settle);
  }

  private Mono<Void> settle(Publisher.Outcome outcome) {
    Throwable failure = outcome.failure();
    return connection
        .delete(outcome.acknowledged())
        .doOnSuccess(_ -> metrics.published(outcome.acknowledged().size()))
        .then(
            failure == null ? Mono.empty() : Mono.error(() -> new PublishFailedException(failure)));
  }
}
