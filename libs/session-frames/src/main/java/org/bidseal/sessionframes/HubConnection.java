package org.bidseal.sessionframes;

import static org.bidseal.database.Columns.required;

import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The one connection of a process that hears and sends notifications, beside the pool. Every
/// statement has a deadline, so that a connection into nowhere is noticed and given up.
final class HubConnection {
  private static final Logger log = LoggerFactory.getLogger(HubConnection.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final String CHANNEL = "bidseal_session_frames";
  private static final String NOTIFY =
      "select pg_notify('" + CHANNEL + "', id) from unnest($1) as id";
  private static final String HEADS =
      "select session_id, version from session_frame_head where session_id = any($1)";

  private final PostgresqlConnection connection;

  private HubConnection(PostgresqlConnection connection) {
    this.connection = connection;
  }

  /// The newest version of a session.
  record Head(UUID sessionId, long version) {}

  /// Opens a connection beside the pool and listens.
  static Mono<HubConnection> open(ConnectionFactory factory) {
    return Mono.from(unpooled(factory).create())
        .cast(PostgresqlConnection.class)
        .map(HubConnection::new)
        .timeout(DEADLINE)
        .flatMap(opened -> opened.listen().thenReturn(opened));
  }

  /// The sessions in which other processes (and this one) committed frames; errs when the
  /// connection ends.
  Flux<UUID> notifications() {
    return connection
        .getNotifications()
        .mapNotNull(Notification::getParameter)
        .map(UUID::fromString)
        .concatWith(Mono.error(() -> new IllegalStateException("the connection ended")));
  }

  /// Tells every process that frames were committed in these sessions.
  Mono<Void> tell(Collection<UUID> sessions) {
    String[] ids = sessions.stream().map(UUID::toString).toArray(String[]::new);
    return connection
        .createStatement(NOTIFY)
        .bind("$1", ids)
        .execute()
        .concatMap(PostgresqlResult::getRowsUpdated)
        .then()
        .timeout(DEADLINE);
  }

  /// The newest versions of these sessions.
  Flux<Head> heads(Collection<UUID> sessions) {
    return connection
        .createStatement(HEADS)
        .bind("$1", sessions.toArray(UUID[]::new))
        .execute()
        .concatMap(result ->
            result.map((row, _) ->
                new Head(
                    required(row, "session_id", UUID.class), required(row, "version", Long.class))))
        .timeout(DEADLINE);
  }

  /// Never errs: whoever closes has nothing left to lose.
  Mono<Void> close() {
    return connection
        .close()
        .timeout(DEADLINE)
        .onErrorResume(e -> {
          log.debug("The notification connection did not close in order", e);
          return Mono.empty();
        });
  }

  private Mono<Void> listen() {
    return connection
        .createStatement("listen " + CHANNEL)
        .execute()
        .concatMap(PostgresqlResult::getRowsUpdated)
        .then()
        .timeout(DEADLINE);
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
