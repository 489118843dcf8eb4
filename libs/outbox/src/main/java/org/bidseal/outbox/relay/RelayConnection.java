package org.bidseal.outbox.relay;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The relay's own connection: its session holds the election's lock and hears notifications. Every
/// statement has a deadline, so that a connection into nowhere is noticed and given up.
final class RelayConnection {
  private static final Logger log = LoggerFactory.getLogger(RelayConnection.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String CHANNEL = "bidseal_outbox";

  // One lock per schema, for databases that several services share.
  private static final String TRY_LOCK =
      "select pg_try_advisory_lock(hashtextextended('bidseal.outbox.' || current_schema(), 0)) as held";
  private static final String NEXT =
      """
      select seq, id, topic, key, type, payload, traceparent
      from outbox order by seq limit $1
      """;
  private static final String DELETE = "delete from outbox where seq = any($1)";
  private static final String BACKLOG =
      """
      select count(*) as pending,
             coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as lag
      from outbox
      """;

  private final PostgresqlConnection connection;

  private RelayConnection(PostgresqlConnection connection) {
    this.connection = connection;
  }

  /// Opens a connection beside the pool and listens.
  static Mono<RelayConnection> open(ConnectionFactory factory) {
    return Mono.from(unpooled(factory).create())
        .cast(PostgresqlConnection.class)
        .map(RelayConnection::new)
        .timeout(DEADLINE)
        .flatMap(opened -> opened.run("listen " + CHANNEL).thenReturn(opened));
  }

  /// A hint for each notification; ends or errs when the connection is lost.
  Flux<String> notifications() {
    return connection.getNotifications().map(_ -> CHANNEL);
  }

  /// Whether this session is now the relay of the service. Asked again by the holder it counts up,
  /// so the holder does not ask.
  Mono<Boolean> tryLead() {
    return query(TRY_LOCK, row -> required(row, "held", Boolean.class)).single();
  }

  /// Tells the relay, wherever it runs, that there is something to publish.
  Mono<Void> notifyRelay() {
    return run("notify " + CHANNEL);
  }

  /// The oldest rows, oldest first.
  Mono<List<OutboxRow>> next(int limit) {
    return Flux.from(connection.createStatement(NEXT).bind("$1", limit).execute())
        .concatMap(result -> result.map((row, _) -> row(row)))
        .collectList()
        .timeout(DEADLINE);
  }

  /// Forgets what was acknowledged.
  Mono<Void> delete(List<Long> acknowledged) {
    if (acknowledged.isEmpty()) {
      return Mono.empty();
    }
    Long[] numbers = acknowledged.toArray(Long[]::new);
    return Flux.from(connection.createStatement(DELETE).bind("$1", numbers).execute())
        .concatMap(PostgresqlResult::getRowsUpdated)
        .then()
        .timeout(DEADLINE);
  }

  Mono<Backlog> backlog() {
    return query(
            BACKLOG,
            row ->
                new Backlog(
                    required(row, "pending", Long.class), required(row, "lag", Double.class)))
        .single();
  }

  /// Never errs: whoever closes has nothing left to lose.
  Mono<Void> close() {
    return connection
        .close()
        .timeout(DEADLINE)
        .onErrorResume(e -> {
          log.debug("The relay's connection did not close in order", e);
          return Mono.empty();
        });
  }

  private Mono<Void> run(String sql) {
    return connection
        .createStatement(sql)
        .execute()
        .concatMap(PostgresqlResult::getRowsUpdated)
        .then()
        .timeout(DEADLINE);
  }

  private <T> Flux<T> query(String sql, Function<Row, T> mapping) {
    return connection
        .createStatement(sql)
        .execute()
        .concatMap(result -> result.map((row, _) -> mapping.apply(row)))
        .timeout(DEADLINE);
  }

  private static OutboxRow row(Row row) {
    return new OutboxRow(
        required(row, "seq", Long.class),
        required(row, "id", UUID.class),
        required(row, "topic", String.class),
        required(row, "key", String.class),
        required(row, "type", String.class),
        required(row, "payload", String.class),
        row.get("traceparent", String.class));
  }

  private static <T> T required(Row row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }

  private static ConnectionFactory unpooled(ConnectionFactory factory) {
    ConnectionFactory inner = factory;
    while (inner instanceof Wrapped<?> wrapped
        && wrapped.unwrap() instanceof ConnectionFactory next) {
      inner = next;
    }
    return inner;
  }
}
