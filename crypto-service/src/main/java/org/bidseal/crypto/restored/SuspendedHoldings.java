package org.bidseal.crypto.restored;

import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.bidseal.crypto.holding.HoldingEvent;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells the persons of suspended holdings, and writes it down for each key. There may be very
/// many; so they are suspended in one statement, and told of one by one. The guard tells of one
/// whose person comes first.
@Component
@InRole(Role.KEY)
class SuspendedHoldings implements Sweep {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// One whose attempts were used up has none left, and is the guard's to tell of.
  private static final String CLAIM =
      """
      update holding set block_reported = true
       where (key_id, device_id) in
             (select key_id, device_id from holding
               where state = 'QUARANTINED' and not block_reported and attempts_left > 0
               limit 1 for update skip locked)
      returning key_id, device_id, person_id
      """;

  private final DatabaseClient database;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Transactions transactions;
  private final Ids ids;

  SuspendedHoldings(
      DatabaseClient database, Outbox outbox, KeyAudit audit, Transactions transactions, Ids ids) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
  }

  @Override
  public String name() {
    return "suspended-holdings";
  }

  @Override
  public Duration interval() {
    return PAUSE;
  }

  @Override
  public Mono<Long> sweep() {
    return transactions.inTransaction(one()).expand(_ -> transactions.inTransaction(one())).count();
  }

  private Mono<HoldingEvent> one() {
    return database
        .sql(CLAIM)
        .map((Readable row) ->
            new HoldingEvent(uuid(row, "key_id"), uuid(row, "device_id"), uuid(row, "person_id")))
        .one()
        .delayUntil(holding -> outbox.add(HoldingEvent.QUARANTINED, holding.keyId(), holding))
        .delayUntil(holding -> audit.append(use(holding)));
  }

  private KeyUse use(HoldingEvent holding) {
    return new KeyUse(
        holding.keyId(),
        KeyOperation.SUSPEND,
        KeyOutcome.QUARANTINED,
        holding.deviceId(),
        holding.personId(),
        new Occasion(null, "RESTORED_DATABASE", null),
        ids.next());
  }
}
