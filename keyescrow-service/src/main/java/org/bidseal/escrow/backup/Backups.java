package org.bidseal.escrow.backup;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.database.Transactions;
import org.bidseal.escrow.EscrowMetrics;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.backup.BackupTransitions.Outcome;
import org.bidseal.escrow.backup.BackupTransitions.Refusal;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.escrow.candidate.Candidate;
import org.bidseal.escrow.candidate.Candidates;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.escrow.lapse.Lapses;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Making, verifying, outdating and revoking backups (docs/split-key.md, "Backup and recovery").
@Service
public class Backups {
  private final BackupRepository rows;
  private final BackupAnnouncements announcements;
  private final SplitKeys keys;
  private final Candidates candidates;
  private final BackupHoldings holdings;
  private final Lapses lapses;
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
      Lapses lapses,
      Transactions transactions,
      EscrowMetrics metrics,
      Ids ids,
      Clock clock) {
    this.rows = rows;
    this.announcements = announcements;
    this.keys = keys;
    this.candidates = candidates;
    this.holdings = holdings;
    this.lapses = lapses;
    this.transactions = transactions;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /// Stores a backup, in the caller's transaction. One to the same phone that was never verified is
  /// replaced: it may have been made with a wrong PIN, which nobody notices before it is opened.
  ///
  /// @return its id
  public Mono<UUID> request(UUID ownerPersonId, BackupRequest request) {
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
            .delayUntil(backup -> announcements.tell(List.of(backup)))
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
        : applied(live, new BackupEvent.Revoke(ownerPersonId, Backup.EndReason.REPLACED));
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
      throw why.problem();
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
        apply(backupId, personId, new BackupEvent.Revoke(personId, Backup.EndReason.OWNER_REVOKED))
            .thenReturn(backupId));
  }

  /// The holder gives a backup up, in the caller's transaction.
  ///
  /// @return its id
  Mono<UUID> giveUp(UUID personId, UUID backupId) {
    return metrics.backup(
        Backup.State.REVOKED,
        apply(backupId, personId, new BackupEvent.GiveUp(personId)).thenReturn(backupId));
  }

  /// The phone is lost or given away: what it holds ends, in the caller's transaction.
  public Mono<Void> endOnDevice(UUID deviceId) {
    return endAll(rows.findOnDeviceForUpdate(deviceId), Backup.EndReason.DEVICE_GONE);
  }

  /// The person is no member any more: what he holds of colleagues there ends, in the caller's
  /// transaction.
  public Mono<Void> endHeldIn(UUID personId, UUID enterpriseId) {
    return endAll(rows.findHeldInForUpdate(personId, enterpriseId), Backup.EndReason.HOLDER_LEFT);
  }

  /// The key's owner is no member any more: what his colleagues hold of it ends, in the caller's
  /// transaction.
  public Mono<Void> endWithColleagues(UUID keyId) {
    return endAll(rows.findWithColleaguesForUpdate(keyId), Backup.EndReason.OWNER_LEFT);
  }

  private Mono<Void> endAll(Flux<Backup> backups, Backup.EndReason reason) {
    return changeAll(backups, new BackupEvent.End(reason));
  }

  /// The key has newer shares: every backup of an older one is STALE, in the caller's transaction.
  public Mono<Void> outdate(UUID keyId, int generation) {
    return changeAll(
        rows.findOutdatedForUpdate(keyId, generation), new BackupEvent.Outdate(generation));
  }

  private Mono<Void> changeAll(Flux<Backup> backups, BackupEvent event) {
    return backups
        .collectList()
        .flatMap(before ->
            Flux.fromIterable(before)
                .concatMap(backup -> applied(backup, event))
                .doOnNext(backup -> metrics.backup(backup.state()))
                .collectList()
                .flatMap(after -> told(before, after)));
  }

  private Mono<Void> told(List<Backup> before, List<Backup> after) {
    Set<UUID> keysThatLostOne =
        before.stream()
            .filter(Backup.Verified.class::isInstance)
            .map(backup -> backup.card().keyId())
            .collect(Collectors.toCollection(TreeSet::new));
    return announcements
        .tell(after)
        .thenMany(Flux.fromIterable(keysThatLostOne).concatMap(lapses::check))
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

  /// The verified backup that this person holds, for a look only. Errs as [#requireVerified(UUID,
  /// UUID)], with NOT_THE_HOLDER instead.
  public Mono<Backup.Verified> requireVerifiedHeld(UUID backupId, UUID holderPersonId) {
    return rows.find(backupId, holderPersonId)
        .switchIfEmpty(Mono.error(Backups::notFound))
        .map(backup -> {
          if (!backup.card().holderPersonId().equals(holderPersonId)) {
            throw Refusal.NOT_HOLDER.problem();
          }
          return requireVerified(backup);
        });
  }

  private static Backup.Verified requireVerified(Backup backup, UUID ownerPersonId) {
    if (!backup.card().ownerPersonId().equals(ownerPersonId)) {
      throw Refusal.NOT_OWNER.problem();
    }
    return requireVerified(backup);
  }

  private static Backup.Verified requireVerified(Backup backup) {
    return switch (backup) {
      case Backup.Verified verified -> verified;
      case Backup.Requested _ ->
          throw new ProblemException(
              EscrowProblem.BACKUP_NOT_VERIFIED, "Its holder has not verified it yet.");
      case Backup.Stale _ -> throw Refusal.STALE.problem();
      case Backup.Revoked _ -> throw Refusal.REVOKED.problem();
    };
  }

  private Mono<Backup> apply(UUID backupId, UUID personId, BackupEvent event) {
    return rows.findForUpdate(backupId, personId)
        .switchIfEmpty(Mono.error(Backups::notFound))
        .flatMap(before ->
            applied(before, event)
                .delayUntil(after ->
                    after.state() == before.state()
                        ? Mono.empty()
                        : told(List.of(before), List.of(after))));
  }

  private Mono<Backup> applied(Backup backup, BackupEvent event) {
    return switch (BackupTransitions.apply(backup, event, clock.instant())) {
      case Outcome.Moved(Backup moved) ->
          rows.update(moved).then(announcements.announce(moved)).thenReturn(moved);
      case Outcome.Unchanged(Backup same) -> Mono.just(same);
      case Outcome.Refused(Refusal why) -> Mono.error(why.problem());
    };
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such backup.");
  }

  private static ProblemException exists() {
    return new ProblemException(
        EscrowProblem.BACKUP_EXISTS, "There is a backup of this share on that device.");
  }
}
