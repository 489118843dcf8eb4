package org.bidseal.outbox;

import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Writes an aggregate and its event: the use case of the tests.
@Component
public class Accounts {
  public static final String COUNTED = "org.bidseal.outboxtest.counted.v1";

  private final DatabaseClient database;
  private final Outbox outbox;
  private final TransactionalOperator transaction;

  Accounts(DatabaseClient database, Outbox outbox, TransactionalOperator transaction) {
    this.database = database;
    this.outbox = outbox;
    this.transaction = transaction;
  }

  /// What the event tells.
  ///
  /// @param n how often the aggregate was counted, from 1
  public record Counted(int n) {}

  /// Counts the aggregate up and tells.
  public Mono<Integer> count(UUID id) {
    return countAs(COUNTED, id);
  }

  /// Counts the aggregate up and tells in an event of this type.
  public Mono<Integer> countAs(String type, UUID id) {
    return database
        .sql(
            """
            insert into account as a (id, n) values (:id, 1)
            on conflict (id) do update set n = a.n + 1 returning n
            """)
        .bind("id", id)
        .map(row -> Objects.requireNonNull(row.get("n", Integer.class)))
        .one()
        .flatMap(n -> outbox.add(type, id, new Counted(n)).thenReturn(n))
        .as(transaction::transactional);
  }

  /// Counts up, tells, and then fails.
  public Mono<Integer> countAndFail(UUID id) {
    return count(id)
        .flatMap(_ -> Mono.<Integer>error(new IllegalStateException("rolled back on purpose")))
        .as(transaction::transactional);
  }
}
