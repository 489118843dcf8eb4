package org.bidseal.crypto.watch;

import static org.bidseal.database.Columns.required;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts what waits, on every replica, for the alarms of `deploy/alarms`.
///
/// Metrics: `bidseal_decryption_waiting`, bids that wait to be decrypted;
/// `bidseal_receipts_untimed`, receipts for which three timestamps were asked in vain.
@Component
@InRole(Role.KEY)
class Backlog implements Sweep {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final String COUNT =
      """
      select (select count(*) from decryption_job where state in ('REQUESTED', 'READY')) as waiting,
             (select count(*) from receipt where timestamp_token is null and attempts >= 3) as untimed
      """;

  private final DatabaseClient database;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong untimed = new AtomicLong();

  Backlog(DatabaseClient database, MeterRegistry registry) {
    this.database = database;
    Gauge.builder("bidseal.decryption.waiting", waiting, AtomicLong::doubleValue)
        .description("Bids that wait to be decrypted, by the database")
        .register(registry);
    Gauge.builder("bidseal.receipts.untimed", untimed, AtomicLong::doubleValue)
        .description("Receipts for which three timestamps were asked in vain, by the database")
        .register(registry);
  }

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Void> sweep() {
    return database
        .sql(COUNT)
        .map((Readable row) -> {
          waiting.set(required(row, "waiting", Long.class));
          untimed.set(required(row, "untimed", Long.class));
          return true;
        })
        .one()
        .then();
  }
}
