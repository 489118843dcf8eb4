package org.bidseal.signing.task;

import java.time.Duration;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Ends tasks whose time is up. Every replica may run it: each task is looked at again under its
/// lock.
@Component
final class TaskExpiry implements Sweep {
  private final Tasks tasks;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final Duration interval;

  TaskExpiry(
      Tasks tasks,
      Transactions transactions,
      DatabaseClock clock,
      @Value("${bidseal.signing.sweep-interval:30s}") Duration interval) {
    this.tasks = tasks;
    this.transactions = transactions;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  public String name() {
    return "overdue-tasks";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Mono<Void> sweep() {
    return clock
        .now()
        .flatMapMany(tasks::due)
        .collectList()
        .flatMapIterable(ids -> ids)
        .concatMap(id -> transactions.inTransaction(tasks.expire(id)))
        .then();
  }
}
