package org.bidseal.signing.task;

import java.time.Duration;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends tasks whose time is up. Every replica may run it: each task is looked at again under its
/// lock.
@Component
final class TaskExpiry implements SmartInitializingSingleton, DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(TaskExpiry.class);

  private final Tasks tasks;
  private final Transactions transactions;
  private final DatabaseClock clock;
  private final Duration interval;
  private final Disposable.Swap running = Disposables.swap();

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
  public void afterSingletonsInstantiated() {
    running.update(
        Flux.interval(interval).onBackpressureDrop().concatMap(_ -> sweep(), 1).subscribe());
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /// One round; what fails is tried again in the next.
  Mono<Void> sweep() {
    return clock
        .now()
        .flatMapMany(tasks::due)
        .collectList()
        .flatMapIterable(ids -> ids)
        .concatMap(id -> transactions.inTransaction(tasks.expire(id)))
        .then()
        .onErrorResume(e -> {
          log.warn("Tasks whose time is up could not be ended; trying again", e);
          return Mono.empty();
        });
  }
}
