package org.bidseal.database;

import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// One transaction per use case, applied last: `return transactions.inTransaction(steps)`. An error
/// or a cancelled subscriber rolls back, so no `timeout`, `next` or `take` belongs downstream of it
/// unless that is meant. Inside another transaction the work joins it.
public final class Transactions {
  private final TransactionalOperator readWrite;
  private final TransactionalOperator readOnly;

  /// @param manager of the R2DBC connections
  public Transactions(ReactiveTransactionManager manager) {
    this.readWrite = TransactionalOperator.create(manager);
    this.readOnly = TransactionalOperator.create(manager, snapshot());
  }

  /// Commits when the work completes, empty or not; READ COMMITTED.
  public <T> Mono<T> inTransaction(Mono<T> work) {
    return readWrite.transactional(work);
  }

  /// Commits when the work completes; READ COMMITTED. Holds its connection until the last element.
  public <T> Flux<T> inTransaction(Flux<T> work) {
    return readWrite.transactional(work);
  }

  /// Several reads of one state: REPEATABLE READ, and PostgreSQL refuses writes.
  public <T> Mono<T> onSnapshot(Mono<T> reads) {
    return readOnly.transactional(reads);
  }

  private static TransactionDefinition snapshot() {
    var definition = new DefaultTransactionDefinition();
    definition.setReadOnly(true);
    definition.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return definition;
  }
}
