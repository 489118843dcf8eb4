package org.bidseal.crypto.restored;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.uuid;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Moves the mark on, and looks whether the database is behind it: it may be restored while
/// processes run. What a restored database lost within one beat is not noticed.
///
/// Counter: `bidseal_database_gone_back_total`.
@Component
@InRole(Role.KEY)
class WitnessBeat implements Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(WitnessBeat.class);
  private static final Duration BEAT = Duration.ofSeconds(5);

  private static final String MOVE_ON =
      "update restore_witness set mark = mark + 1 returning lineage, mark";

  private final Witness witness;
  private final DatabaseClient database;
  private final Transactions transactions;
  private final MeterRegistry registry;

  WitnessBeat(
      Witness witness, DatabaseClient database, Transactions transactions, MeterRegistry registry) {
    this.witness = witness;
    this.database = database;
    this.transactions = transactions;
    this.registry = registry;
    registry.counter("bidseal.database.gone.back");
  }

  @Override
  public String name() {
    return "restore-witness";
  }

  @Override
  public Duration interval() {
    return BEAT;
  }

  /// The file is read before the database is asked: another replica may move both on in between.
  @Override
  public Mono<Void> sweep() {
    return database
        .sql(Suspension.LINEAGE)
        .map(row -> uuid(row, "lineage"))
        .one()
        .flatMap(this::seen)
        .flatMap(this::suspendIfBehind)
        .then(
            database
                .sql(MOVE_ON)
                .map(row -> new Mark(uuid(row, "lineage"), count(row, "mark")))
                .one())
        .flatMap(this::write);
  }

  private record Mark(UUID lineage, long mark) {}

  private Mono<Long> seen(UUID lineage) {
    return Mono.fromCallable(() -> witness.read(lineage)).subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<Void> suspendIfBehind(long seen) {
    return database
        .sql(Suspension.PATIENCE)
        .then()
        .then(suspend(seen))
        .as(transactions::inTransaction);
  }

  private Mono<Void> suspend(long seen) {
    return database
        .sql(Suspension.SUSPEND)
        .bind("seen", seen)
        .map(row -> {
          if (count(row, "gone_back") > 0) {
            LOG.error(Suspension.LOG, seen, count(row, "holdings"));
            registry.counter("bidseal.database.gone.back").increment();
          }
          return true;
        })
        .one()
        .then();
  }

  private Mono<Void> write(Mark reached) {
    return Mono.<Void>fromRunnable(() -> witness.write(reached.lineage(), reached.mark()))
        .subscribeOn(Schedulers.boundedElastic());
  }
}
