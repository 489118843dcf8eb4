package org.bidseal.escrow.quorum;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.dependence.DependentBids;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.escrow.quorum.QuorumRequests.PassedPiece;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumImport;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumRecoveryRequest;
import org.bidseal.escrow.quorum.QuorumViews.QuorumImportView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryState;
import org.bidseal.escrow.wire.Points;
import org.bidseal.identityview.Persons;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Recovering from pieces. Several people have to say yes, so that is what shortens the waiting
/// time if an opening is near; the owner may object on any device all the same.
@Service
public class QuorumRecoveries {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final int SWEEP = 100;

  private final QuorumRecoveryRepository rows;
  private final QuorumRepository backupRows;
  private final QuorumBackups backups;
  private final QuorumAnnouncements announcements;
  private final BackupHoldings holdings;
  private final DependentBids bids;
  private final Persons persons;
  private final Transactions transactions;
  private final Ids ids;
  private final Duration waitingTime;

  QuorumRecoveries(
      QuorumRecoveryRepository rows,
      QuorumRepository backupRows,
      QuorumBackups backups,
      QuorumAnnouncements announcements,
      BackupHoldings holdings,
      DependentBids bids,
      Persons persons,
      Transactions transactions,
      Ids ids,
      @Value("${bidseal.escrow.waiting-time}") Duration waitingTime) {
    this.rows = rows;
    this.backupRows = backupRows;
    this.backups = backups;
    this.announcements = announcements;
    this.holdings = holdings;
    this.bids = bids;
    this.persons = persons;
    this.transactions = transactions;
    this.ids = ids;
    this.waitingTime = waitingTime;
  }

  /// The owner asks on a new phone, in the caller's transaction.
  Mono<UUID> request(UUID personId, QuorumRecoveryRequest request) {
    UUID recoveryId = ids.next();
    String transportKey = Points.received(request.transportPublicKey()).hex();
    return backups
        .requireVerified(request.backupId(), personId)
        .filter(backup -> backup.ownerPersonId().equals(personId))
        .switchIfEmpty(Mono.error(QuorumRecoveries::notOwner))
        .delayUntil(_ -> requireNotForeign(personId, request.newDeviceId()))
        .flatMap(
            backup -> rows.insert(recoveryId, backup, request.newDeviceId(), transportKey, LIFE))
        .filter(alone -> alone)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    EscrowProblem.RECOVERY_EXISTS, "The holders were asked for this phone.")))
        .then(Mono.defer(() -> announced(recoveryId, personId)))
        .thenReturn(recoveryId);
  }

  private Mono<Void> requireNotForeign(UUID personId, UUID deviceId) {
    return persons
        .isDeviceOfAnother(personId, deviceId)
        .filter(foreign -> !foreign)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no such device of yours.")))
        .then();
  }

  /// A holder passes his piece on, in the caller's transaction. The last one that is needed begins
  /// the waiting time.
  Mono<UUID> pass(UUID personId, UUID recoveryId, PassedPiece request) {
    return open(recoveryId, personId)
        .flatMap(recovery ->
            backups
                .requireVerified(recovery.backupId(), personId)
                .then(backupRows.pieceOn(recovery.backupId(), personId, request.deviceId()))
                .switchIfEmpty(
                    Mono.error(() ->
                        new ProblemException(
                            EscrowProblem.NOT_THE_HOLDER, "This phone holds no piece of it.")))
                .flatMap(index ->
                    rows.pass(
                        recoveryId,
                        index,
                        PieceCiphertext.received(request.ciphertext()),
                        request.comparison()))
                .flatMap(passed ->
                    passed >= recovery.threshold()
                            && recovery.state() == QuorumRecoveryState.PENDING
                        ? confirm(recovery, personId)
                        : Mono.empty()))
        .thenReturn(recoveryId);
  }

  private Mono<Void> confirm(QuorumRecovery recovery, UUID personId) {
    Instant afterWaiting = recovery.now().plus(waitingTime);
    return bids.of(recovery.keyId())
        .filter(bid -> !bid.opensAt().isAfter(afterWaiting))
        .filter(bid -> bid.decryptionEndsAt().isAfter(recovery.now()))
        .hasElements()
        .map(near -> near ? recovery.now() : afterWaiting)
        .flatMap(importableAt ->
            rows.confirm(recovery.recoveryId(), importableAt, importableAt.plus(LIFE)))
        .then(Mono.defer(() -> announced(recovery.recoveryId(), personId)));
  }

  /// The owner objects, in the caller's transaction.
  Mono<UUID> reject(UUID personId, UUID recoveryId) {
    return open(recoveryId, personId)
        .filter(recovery -> recovery.ownerPersonId().equals(personId))
        .switchIfEmpty(Mono.error(QuorumRecoveries::notOwner))
        .flatMap(recovery -> move(recovery, QuorumRecoveryState.REJECTED))
        .thenReturn(recoveryId);
  }

  /// The new phone rebuilt the share: it gets a holding. Opens its own transaction, after
  /// crypto-service has judged the proof; repeating it gives the same token until that is used.
  Mono<QuorumImportView> imports(UUID personId, UUID recoveryId, QuorumImport request) {
    return rows.find(recoveryId, personId)
        .switchIfEmpty(Mono.error(QuorumRecoveries::notFound))
        .doOnNext(recovery -> requireImportable(recovery, personId))
        .delayUntil(recovery ->
            backups.requireVerified(recovery.backupId(), personId).as(transactions::inTransaction))
        .flatMap(recovery ->
            holdings
                .open(
                    recovery.keyId(),
                    new BackupHoldings.Opened(
                        recovery.backupId(),
                        recovery.newDeviceId(),
                        personId,
                        recovery.generation(),
                        request.proof()))
                .delayUntil(_ -> imported(recoveryId, personId).as(transactions::inTransaction))
                .map(token ->
                    new QuorumImportView(
                        recoveryId,
                        QuorumRecoveryState.IMPORTED,
                        recovery.keyId(),
                        recovery.generation(),
                        token.hex())));
  }

  private Mono<Void> imported(UUID recoveryId, UUID personId) {
    return rows.findForUpdate(recoveryId, personId)
        .doOnNext(recovery -> requireImportable(recovery, personId))
        .filter(recovery -> recovery.state() == QuorumRecoveryState.CONFIRMED)
        .flatMap(recovery -> move(recovery, QuorumRecoveryState.IMPORTED));
  }

  private static void requireImportable(QuorumRecovery recovery, UUID personId) {
    if (!recovery.ownerPersonId().equals(personId)) {
      throw notOwner();
    }
    if (recovery.state() == QuorumRecoveryState.IMPORTED) {
      return;
    }
    requireOpen(recovery);
    if (recovery.importableAt() == null) {
      throw new ProblemException(
          EscrowProblem.RECOVERY_NOT_CONFIRMED, "Too few holders have passed their pieces on.");
    }
    if (recovery.waits()) {
      throw new ProblemException(
              EscrowProblem.RECOVERY_WAITING, "The owner may still object on another device.")
          .with("importableAt", recovery.importableAt());
    }
  }

  /// The key has newer shares on this device, in the caller's transaction.
  public Mono<Void> refreshed(UUID keyId, int generation, UUID deviceId) {
    return rows.findRunningForUpdate(keyId)
        .collectList()
        .flatMapIterable(all -> all)
        .filter(recovery -> recovery.generation() < generation)
        .concatMap(recovery ->
            move(
                recovery,
                recovery.state() == QuorumRecoveryState.IMPORTED
                        && recovery.newDeviceId().equals(deviceId)
                    ? QuorumRecoveryState.RECOVERED
                    : QuorumRecoveryState.EXPIRED))
        .then();
  }

  /// Ends what is overdue, some at a time, in a transaction of its own.
  Mono<Long> expireDue() {
    return rows.findOverdueForUpdate(SWEEP)
        .collectList()
        .flatMapIterable(all -> all)
        .concatMap(recovery -> move(recovery, QuorumRecoveryState.EXPIRED).thenReturn(recovery))
        .count()
        .as(transactions::inTransaction);
  }

  private Mono<QuorumRecovery> open(UUID recoveryId, UUID personId) {
    return rows.findForUpdate(recoveryId, personId)
        .switchIfEmpty(Mono.error(QuorumRecoveries::notFound))
        .doOnNext(QuorumRecoveries::requireOpen);
  }

  private static void requireOpen(QuorumRecovery recovery) {
    if (recovery.isOverdue() || recovery.state() == QuorumRecoveryState.EXPIRED) {
      throw new ProblemException(
          EscrowProblem.RECOVERY_EXPIRED, "Its time is over or the share was refreshed.");
    }
    if (!recovery.isOpen()) {
      throw new ProblemException(EscrowProblem.RECOVERY_ENDED, "It has ended.");
    }
  }

  private Mono<Void> move(QuorumRecovery recovery, QuorumRecoveryState state) {
    return rows.move(recovery.recoveryId(), state)
        .then(announced(recovery.recoveryId(), recovery.ownerPersonId()));
  }

  private Mono<Void> announced(UUID recoveryId, UUID personId) {
    return rows.find(recoveryId, personId)
        .flatMap(recovery ->
            backupRows
                .holders(recovery.backupId())
                .flatMap(holders -> announcements.announce(recovery, holders)));
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such recovery.");
  }

  private static ProblemException notOwner() {
    return new ProblemException(EscrowProblem.NOT_THE_OWNER, "The key is somebody else's.");
  }
}
