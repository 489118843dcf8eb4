package org.bidseal.escrow.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.EscrowMetrics;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.backup.Backup;
import org.bidseal.escrow.backup.BackupCard;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryConfirmation;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryImport;
import org.bidseal.escrow.recovery.RecoveryAnswers.RecoveryRejection;
import org.bidseal.escrow.recovery.RecoveryTransitions.Outcome;
import org.bidseal.escrow.recovery.RecoveryTransitions.Refusal;
import org.bidseal.escrow.wire.Points;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Point;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Asking for a key back, confirming, importing (docs/split-key.md, "Backup and recovery").
@Service
public class Recoveries {
  private static final int SWEEP = 100;

  private final RecoveryRepository rows;
  private final RecoveryAnnouncements announcements;
  private final Backups backups;
  private final BackupHoldings holdings;
  private final Transactions transactions;
  private final EscrowMetrics metrics;
  private final Ids ids;
  private final DatabaseClock clock;
  private final Duration waitingTime;

  Recoveries(
      RecoveryRepository rows,
      RecoveryAnnouncements announcements,
      Backups backups,
      BackupHoldings holdings,
      Transactions transactions,
      EscrowMetrics metrics,
      Ids ids,
      DatabaseClock clock,
      @Value("${bidseal.escrow.waiting-time}") Duration waitingTime) {
    this.rows = rows;
    this.announcements = announcements;
    this.backups = backups;
    this.holdings = holdings;
    this.transactions = transactions;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
    this.waitingTime = waitingTime;
  }

  /// The owner asks on a new phone, in the caller's transaction.
  ///
  /// @return its id
  Mono<UUID> request(UUID personId, RecoveryRequest request) {
    return metrics.recovery(
        Recovery.State.PENDING,
        backups
            .requireVerified(request.backupId(), personId)
            .delayUntil(backup -> requireNewDevice(backup.card(), request.newDeviceId()))
            .zipWith(clock.now(), (backup, now) -> pending(ids, backup, request, now))
            .delayUntil(this::insert)
            .delayUntil(announcements::announce)
            .delayUntil(recovery -> announcements.tell(List.of(recovery)))
            .map(recovery -> recovery.card().recoveryId()));
  }

  /// A phone may be ahead of the event of its registration, so an unknown device passes: the share
  /// goes to the transport key, and crypto-service checks the device in the proof.
  private Mono<Void> requireNewDevice(BackupCard backup, UUID deviceId) {
    if (deviceId.equals(backup.holderDeviceId())) {
      return Mono.error(Refusal.WRONG_DEVICE.problem());
    }
    return rows.isForeignDevice(deviceId, backup.ownerPersonId())
        .filter(foreign -> !foreign)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such device of yours.")))
        .then();
  }

  private static Recovery.Pending pending(
      Ids ids, Backup.Verified backup, RecoveryRequest request, Instant now) {
    BackupCard card = backup.card();
    Point transportKey = Points.received(request.transportPublicKey());
    return Recovery.Pending.of(
        new RecoveryCard(
            ids.next(),
            card.backupId(),
            card.keyId(),
            card.generation(),
            card.ownerPersonId(),
            card.holderPersonId(),
            card.holderDeviceId(),
            request.newDeviceId(),
            transportKey,
            now));
  }

  private Mono<Boolean> insert(Recovery.Pending recovery) {
    return rows.insert(recovery)
        .filter(alone -> alone)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    EscrowProblem.RECOVERY_EXISTS, "The holder was asked for this phone.")));
  }

  /// The holder passes the share on, in the caller's transaction.
  ///
  /// @return its id
  Mono<UUID> confirm(UUID personId, UUID recoveryId, RecoveryConfirmation answer) {
    return metrics.recovery(
        Recovery.State.CONFIRMED,
        Mono.fromSupplier(() -> confirmation(personId, answer))
            .flatMap(event -> changeBackedUp(recoveryId, personId, event))
            .thenReturn(recoveryId));
  }

  private RecoveryEvent confirmation(UUID personId, RecoveryConfirmation answer) {
    return new RecoveryEvent.Confirm(
        personId,
        answer.deviceId(),
        ShareCiphertext.received(answer.ciphertext()),
        answer.comparison(),
        waitingTime);
  }

  /// Enough others want it now: the waiting time is over, in the caller's transaction. Nothing
  /// happens to a recovery that does not wait.
  public Mono<Void> shorten(UUID recoveryId) {
    return rows.findForUpdate(recoveryId)
        .flatMap(before ->
            applied(before, new RecoveryEvent.Shorten())
                .filter(after -> !after.equals(before))
                .flatMap(announcements::tellShortened));
  }

  /// The new phone opened the ciphertext: it gets a holding. Repeating it gives the same token
  /// until that is used. Opens its own transaction, after crypto-service has judged the proof.
  Mono<ImportView> imports(UUID personId, UUID recoveryId, RecoveryImport request) {
    var event = new RecoveryEvent.Import(personId);
    return metrics.recovery(
        Recovery.State.IMPORTED,
        rows.find(recoveryId, personId)
            .switchIfEmpty(Mono.error(RecoveryReading::notFound))
            .delayUntil(recovery -> requireLegalAndBackedUp(recovery, event))
            .flatMap(recovery -> imported(recovery.card(), event, request)));
  }

  private Mono<Backup.Verified> requireLegalAndBackedUp(Recovery recovery, RecoveryEvent event) {
    RecoveryCard card = recovery.card();
    return clock
        .now()
        .doOnNext(now -> {
          if (RecoveryTransitions.apply(recovery, event, now)
              instanceof Outcome.Refused(Refusal why)) {
            throw refused(why, recovery);
          }
        })
        .then(backups.requireStillVerified(card.backupId(), card.ownerPersonId()));
  }

  private Mono<ImportView> imported(
      RecoveryCard card, RecoveryEvent.Import event, RecoveryImport request) {
    var opened =
        new BackupHoldings.Opened(
            card.backupId(),
            card.newDeviceId(),
            card.ownerPersonId(),
            card.generation(),
            request.proof());
    return holdings
        .open(card.keyId(), opened)
        .flatMap(token ->
            change(card.recoveryId(), event.personId(), event)
                .as(transactions::inTransaction)
                .map(recovery ->
                    new ImportView(
                        card.recoveryId(),
                        recovery.state(),
                        card.keyId(),
                        card.generation(),
                        token.hex())));
  }

  /// The holder says no, or the owner takes it back, in the caller's transaction.
  ///
  /// @return its id
  Mono<UUID> reject(UUID personId, UUID recoveryId, RecoveryRejection answer) {
    return metrics.recovery(
        Recovery.State.REJECTED,
        change(recoveryId, personId, new RecoveryEvent.Reject(personId, answer.reason()))
            .thenReturn(recoveryId));
  }

  /// The key has newer shares on this device: the imported recovery of the device is done, and what
  /// else is under way is void. In the caller's transaction.
  public Mono<Void> refreshed(UUID keyId, int generation, UUID deviceId) {
    return endAll(
            rows.findRunningForUpdate(keyId), new RecoveryEvent.Refreshed(deviceId, generation))
        .then();
  }

  /// Ends what is overdue, some at a time, in a transaction of its own.
  ///
  /// @return how many
  public Mono<Long> expireDue() {
    return endAll(rows.findDueForUpdate(SWEEP), new RecoveryEvent.Expire())
        .as(transactions::inTransaction);
  }

  private Mono<Long> endAll(Flux<Recovery> recoveries, RecoveryEvent event) {
    return recoveries
        .collectList()
        .flatMap(before ->
            Flux.fromIterable(before)
                .concatMap(recovery -> applied(recovery, event))
                .filter(after -> !before.contains(after))
                .doOnNext(after -> metrics.recovery(after.state()))
                .collectList())
        .delayUntil(announcements::tell)
        .map(moved -> (long) moved.size());
  }

  /// A share is passed on only from a backup that still counts.
  private Mono<Recovery> changeBackedUp(UUID recoveryId, UUID personId, RecoveryEvent event) {
    return rows.findForUpdate(recoveryId, personId)
        .switchIfEmpty(Mono.error(RecoveryReading::notFound))
        .delayUntil(recovery -> requireLegalAndBackedUp(recovery, event))
        .flatMap(recovery -> changed(recovery, event));
  }

  private Mono<Recovery> change(UUID recoveryId, UUID personId, RecoveryEvent event) {
    return rows.findForUpdate(recoveryId, personId)
        .switchIfEmpty(Mono.error(RecoveryReading::notFound))
        .flatMap(recovery -> changed(recovery, event));
  }

  private Mono<Recovery> changed(Recovery before, RecoveryEvent event) {
    return applied(before, event)
        .delayUntil(
            after -> after.equals(before) ? Mono.empty() : announcements.tell(List.of(after)));
  }

  private Mono<Recovery> applied(Recovery recovery, RecoveryEvent event) {
    return clock.now().flatMap(now -> applied(recovery, event, now));
  }

  private Mono<Recovery> applied(Recovery recovery, RecoveryEvent event, Instant now) {
    return switch (RecoveryTransitions.apply(recovery, event, now)) {
      case Outcome.Moved(Recovery moved) ->
          rows.update(moved).then(announcements.announce(moved)).thenReturn(moved);
      case Outcome.Unchanged(Recovery same) -> Mono.just(same);
      case Outcome.Refused(Refusal why) -> Mono.error(refused(why, recovery));
    };
  }

  private static ProblemException refused(Refusal why, Recovery recovery) {
    ProblemException problem = why.problem();
    return why == Refusal.WAITING && recovery instanceof Recovery.Confirmed confirmed
        ? problem.with("importableAt", confirmed.importableAt())
        : problem;
  }
}
