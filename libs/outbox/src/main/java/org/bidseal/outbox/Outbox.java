package org.bidseal.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.bidseal.events.Event;
import org.bidseal.events.EventCodec;
import org.bidseal.events.Topics;
import org.bidseal.servicedefaults.CurrentTrace;
import org.bidseal.servicedefaults.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/// Tells other services what happened, in the transaction of what happened: both are committed or
/// neither. The relay publishes the row later, at least once; consumers see events of one subject
/// in the order in which they were added, provided that the writers of one aggregate exclude each
/// other (row lock or version check), as they must anyway.
///
/// ```java
/// persons.markVerified(id)
///     .then(outbox.add("org.bidseal.identity.person-verified.v1", id, new PersonVerified(id, level)))
///     .as(transactions::inTransaction);
/// ```
public final class Outbox {
  /// Most bytes that one event may have as JSON: it fits into a Kafka message of the broker's
  /// default limit (1 MiB) with room to spare. Content belongs into the blob store, not into an
  /// event.
  public static final int MAX_BYTES = 768 * 1024;

  private static final String INSERT =
      """
      insert into outbox (id, topic, key, type, payload, traceparent)
      values (:id, :topic, :key, :type, :payload, :traceparent)
      """;

  private final DatabaseClient database;
  private final Topics topics;
  private final CurrentTrace trace;
  private final Ids ids;
  private final Clock clock;
  private final String source;
  private final CommitSignal committed;

  /// @param source who speaks: `urn:bidseal:<service>`
  Outbox(
      DatabaseClient database,
      Topics topics,
      CurrentTrace trace,
      Ids ids,
      Clock clock,
      String source,
      CommitSignal committed) {
    this.database = database;
    this.topics = topics;
    this.trace = trace;
    this.ids = ids;
    this.clock = clock;
    this.source = source;
    this.committed = committed;
  }

  /// Adds an event about the aggregate with this id; see [#add(String, String, Object)].
  public Mono<Void> add(String type, UUID subject, Object data) {
    return add(type, subject.toString(), data);
  }

  /// Adds an event to the transaction of the subscriber.
  ///
  /// @param type `org.bidseal.<topic>.<what-happened>.v<N>`
  /// @param subject id of the aggregate it happened to; the Kafka key
  /// @param data the event's content: a record that becomes a JSON object
  /// @return completes when the row is written; errs with [IllegalStateException] outside a
  ///   transaction and with [IllegalArgumentException] if the type is not well formed, the data is
  ///   no JSON object or the event is larger than [#MAX_BYTES]
  public Mono<Void> add(String type, String subject, Object data) {
    return transaction()
        .flatMap(transaction ->
            trace
                .traceparent()
                .map(traceparent -> event(type, subject, data, traceparent.orElse(null)))
                .flatMap(this::insert)
                .then(Mono.fromRunnable(() -> signalAfterCommit(transaction))));
  }

  private static Mono<TransactionSynchronizationManager> transaction() {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .filter(TransactionSynchronizationManager::isActualTransactionActive)
        .switchIfEmpty(Mono.error(() -> new NoTransactionException("none is active")))
        .onErrorMap(
            NoTransactionException.class,
            e -> new IllegalStateException("an event is added only within a transaction", e));
  }

  private Event event(String type, String subject, Object data, @Nullable String traceparent) {
    return new Event(
        ids.next(), source, type, subject, clock.instant(), traceparent, EventCodec.data(data));
  }

  private Mono<Void> insert(Event event) {
    String topic = topics.of(event.type());
    String payload = EventCodec.writeText(event);
    if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Mono.error(
          new IllegalArgumentException(
              "event " + event.type() + " has over " + MAX_BYTES + " bytes"));
    }
    var row =
        database
            .sql(INSERT)
            .bind("id", event.id())
            .bind("topic", topic)
            .bind("key", event.subject())
            .bind("type", event.type())
            .bind("payload", payload);
    return (event.traceparent() == null
            ? row.bindNull("traceparent", String.class)
            : row.bind("traceparent", event.traceparent()))
        .then();
  }

  private void signalAfterCommit(TransactionSynchronizationManager transaction) {
    transaction.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public Mono<Void> afterCommit() {
            return Mono.fromRunnable(committed::fire);
          }
        });
  }
}
