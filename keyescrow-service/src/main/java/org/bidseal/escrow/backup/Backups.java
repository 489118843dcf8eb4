package org.bidseal.escrow.backup;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.EscrowMetrics;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.backup.BackupTransitions.Outcome;
import org.bidseal.escrow.backup.BackupTransitions.Refusal;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.escrow.candidate.Candidate;
import org.bidseal.escrow.candidate.Candidates;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Making, verifying, outdating and revoking backups (docs/split-key.md, "Backup and recovery").
@Service
public class Backups {
  private final BackupRepository rows;
  private final BackupAnnouncements announcements;
  private final SplitKeys keys;
  private final Candidates candidates;
  private final BackupHoldings holdings;
  private final Transactions transactions;
  private final EscrowMetrics metrics;
  private final Ids ids;
  private final Clock clock;

  Backups(
      BackupRepository rows,
      BackupAnnouncements announcements,
      SplitKeys keys,
      Candidates candidates,
      BackupHoldings holdings,
      Transactions transactions,
      EscrowMetrics metrics,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.announcements = announcements;
    this.keys = keys;
    this.candidates = candidates;
    this.holdings = holdings;
    this.transactions = transactions;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /// Stores a backup, in the caller's transaction. One to the same phone that was never verified is
  /// replaced: it may have been made with a wrong PIN, which nobody notices before it is opened.
  ///
  /// @return its id
  Mono<UUID> request(UUID ownerPersonId, BackupRequest request) {
    return metrics.backup(
        Backup.State.REQUESTED,
        keys.current(request.keyId(), ownerPersonId, request.generation())
            .map(SplitKey::requireEncryption)
            .flatMap(
                key -> candidates.require(ownerPersonId, key.keyId(), request.holderDeviceId()))
            .map(holder -> requested(ownerPersonId, request, holder))
            .delayUntil(this::replaceUnverified)
            .delayUntil(this::insert)
            .delayUntil(announcements::announce)
            .map(backup -> backup.card().backupId()));
  }

  private Backup.Requested requested(UUID ownerPersonId, BackupRequest request, Candidate holder) {
    return new Backup.Requested(
        new BackupCard(
            ids.next(),
            request.keyId(),
            request.generation(),
            ownerPersonId,
            holder.personId(),
            holder.deviceId(),
            request.comparison(),
            clock.instant()),
        ShareCiphertext.received(request.ciphertext()));
  }

  private Mono<Void> replaceUnverified(Backup.Requested backup) {
    BackupCard card = backup.card();
    return rows.findLiveForUpdate(card.keyId(), card.holderDeviceId(), card.generation())
        .concatMap(live -> replaced(live, card.ownerPersonId()))
        .then();
  }

  private Mono<Backup> replaced(Backup live, UUID ownerPersonId) {
    return live.state() == Backup.State.VERIFIED
        ? Mono.error(Backups::exists)
        : applied(live, new BackupEvent.Revoke(ownerPersonId));
  }

  private Mono<Boolean> insert(Backup.Requested backup) {
    return rows.insert(backup).filter(alone -> alone).switchIfEmpty(Mono.error(Backups::exists));
  }

  /// The holder's phone opened the backup: it gets a holding, and the backup counts. Repeating it
  /// gives the same token until that is used. Opens its own transaction, after crypto-service has
  /// judged the proof.
  Mono<VerificationView> verify(UUID personId, UUID backupId, VerificationRequest request) {
    var event = new BackupEvent.Verify(personId, request.deviceId());
    return metrics.backup(
        Backup.State.VERIFIED,
        rows.find(backupId, personId)
            .switchIfEmpty(Mono.error(Backups::notFound))
            .doOnNext(backup -> requireLegal(backup, event))
            .delayUntil(backup -> requireEligible(backup.card()))
            .flatMap(backup -> verified(backup.card(), event, request)));
  }

  private void requireLegal(Backup backup, BackupEvent event) {
    if (BackupTransitions.apply(backup, event, clock.instant())
        instanceof Outcome.Refused(Refusal why)) {
      throw refused(why);
    }
  }

  /// Who left the enterprise since then gets no holding.
  private Mono<Candidate> requireEligible(BackupCard card) {
    return candidates.require(card.ownerPersonId(), card.keyId(), card.holderDeviceId());
  }

  private Mono<VerificationView> verified(
      BackupCard card, BackupEvent.Verify event, VerificationRequest request) {
    var opened =
        new BackupHoldings.Opened(
            card.backupId(),
            event.deviceId(),
            event.personId(),
            card.generation(),
            request.proof());
    return holdings
        .open(card.keyId(), opened)
        .flatMap(token ->
            apply(card.backupId(), event.personId(), event)
                .as(transactions::inTransaction)
                .map(backup -> VerificationView.of(backup, token)));
  }

  /// The owner takes a backup back, in the caller's transaction.
  ///
  /// @return its id
  Mono<UUID> revoke(UUID personId, UUID backupId) {
    return metrics.backup(
        Backup.State.REVOKED,
        apply(backupId, personId, new BackupEvent.Revoke(personId)).thenReturn(backupId));
  }

  /// The key has newer shares: every backup of an older one is STALE, in the caller's transaction.
  public Mono<Void> outdate(UUID keyId, int generation) {
    return rows.findOutdatedForUpdate(keyId, generation)
        .concatMap(backup -> applied(backup, new BackupEvent.Outdate(generation)))
        .doOnNext(backup -> metrics.backup(backup.state()))
        .then();
  }

  /// The verified backup of this owner, held as it is until the caller's transaction ends. Errs
  /// with NOT_FOUND, NOT_THE_OWNER, BACKUP_NOT_VERIFIED, BACKUP_STALE or BACKUP_REVOKED.
  public Mono<Backup.Verified> requireVerified(UUID backupId, UUID ownerPersonId) {
    return rows.findForUpdate(backupId, ownerPersonId)
        .switchIfEmpty(Mono.error(Backups::notFound))
        .map(backup -> requireVerified(backup, ownerPersonId));
  }

  /// As [#requireVerified(UUID, UUID)], for a look only.
  public Mono<Backup.Verified> requireStillVerified(UUID backupId, UUID ownerPersonId) {
    return rows.find(backupId, ownerPersonId)
        .switchIfEmpty(Mono.error(Backups::notFound))
        .map(backup -> requireVerified(backup, ownerPersonId));
  }

  private static Backup.Verified requireVerified(Backup backup, UUID ownerPersonId) {
    if (!backup.card().ownerPersonId().equals(ownerPersonId)) {
      throw refused(Refusal.NOT_OWNER);
    }
    return switch (backup) {
      case Backup.Verified verified -> verified;
      case Backup.Requested _ ->
          throw new ProblemException(
              EscrowProblem.BACKUP_NOT_VERIFIED, "Its holder has not verified it yet.");
      case Backup.Stale _ -> throw refused(Refusal.STALE);
      case Backup.Revoked _ -> throw refused(Refusal.REVOKED);
    };
  }

  private Mono<Backup> apply(UUID backupId, UUID personId, BackupEvent event) {
    return rows.findForUpdate(backupId, personId)
        .switchIfEmpty(Mono.error(Backups::notFound))
        .flatMap(backup -> applied(backup, event));
  }

  private Mono<Backup> applied(Backup backup, BackupEvent event) {
    return switch (BackupTransitions.apply(backup, event, clock.instant())) {
      case Outcome.Moved(Backup moved) ->
          rows.update(moved).then(announcements.announce(moved)).thenReturn(moved);
      case Outcome.Unchanged(Backup same) -> Mono.just(same);
      case Outcome.Refused(Refusal why) -> Mono.error(refused(why));
    };
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such backup.");
  }

  private static ProblemException exists() {
    return new ProblemException(
        EscrowProblem.BACKUP_EXISTS, "There is a backup of this share on that device.");
  }

  private static ProblemException refused(Refusal why) {
    return switch (why) {
      case NOT_HOLDER ->
          new ProblemException(EscrowProblem.NOT_THE_HOLDER, "Somebody else holds the backup.");
      case NOT_OWNER ->
          new ProblemException(EscrowProblem.NOT_THE_OWNER, "The key is somebody else's.");
      case WRONG_DEVICE ->
          new ProblemException(EscrowProblem.WRONG_DEVICE, "The backup is on another device.");
      case STALE -> new ProblemException(EscrowProblem.BACKUP_STALE, "The key has newer shares.");
      case REVOKED -> new ProblemException(EscrowProblem.BACKUP_REVOKED, "The owner took it back.");
    };
  }
}
