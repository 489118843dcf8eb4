package org.bidseal.escrow.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.health.HealthRepository.Overdue;
import org.bidseal.escrow.notice.NoticeKind;
import org.bidseal.escrow.notice.Notices;
import org.bidseal.escrow.notice.Notices.Notice;
import org.bidseal.outbox.Outbox;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tells owner and holder, once, that a backup was not proven for a month:
/// `org.bidseal.escrow.backup-proof-overdue.v1`. How many are overdue is `bidseal_backups_overdue`.
@Component
public class OverdueSweep implements Sweep {
  private static final String TYPE = "org.bidseal.escrow.backup-proof-overdue.v1";
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int SOME = 100;

  private final HealthRepository rows;
  private final Notices notices;
  private final Outbox outbox;
  private final Transactions transactions;
  private final AtomicLong overdue;

  OverdueSweep(
      HealthRepository rows,
      Notices notices,
      Outbox outbox,
      Transactions transactions,
      MeterRegistry meters) {
    this.rows = rows;
    this.notices = notices;
    this.outbox = outbox;
    this.transactions = transactions;
    this.overdue = meters.gauge("bidseal.backups.overdue", new AtomicLong());
  }

  /// Content of `backup-proof-overdue`.
  record ProofOverdue(UUID backupId, UUID keyId, UUID ownerPersonId, UUID holderPersonId) {
    static ProofOverdue of(Overdue backup) {
      return new ProofOverdue(
          backup.backupId(), backup.keyId(), backup.ownerPersonId(), backup.holderPersonId());
    }
  }

  @Override
  public String name() {
    return "overdue-proofs";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  @Override
  public Mono<Long> sweep() {
    return rows.takeOverdue(HealthProofs.DUE, SOME)
        .collectList()
        .delayUntil(this::tell)
        .as(transactions::inTransaction)
        .then(rows.countOverdue())
        .doOnNext(overdue::set);
  }

  private Mono<Void> tell(List<Overdue> backups) {
    return Flux.fromIterable(backups)
        .concatMap(backup -> outbox.add(TYPE, backup.backupId(), ProofOverdue.of(backup)))
        .then(notices.tell(backups.stream().flatMap(OverdueSweep::notices)));
  }

  private static Stream<Notice> notices(Overdue backup) {
    return Notice.to(
        Set.copyOf(List.of(backup.ownerPersonId(), backup.holderPersonId())),
        NoticeKind.PROOF_OVERDUE,
        backup.keyId(),
        backup.backupId());
  }
}
