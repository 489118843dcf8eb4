package org.bidseal.escrow.quorum;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.candidate.Candidate;
import org.bidseal.escrow.candidate.Candidates;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.escrow.lapse.Lapses;
import org.bidseal.escrow.quorum.QuorumRequests.PieceRequest;
import org.bidseal.escrow.quorum.QuorumRequests.PieceVerification;
import org.bidseal.escrow.quorum.QuorumRequests.QuorumBackupRequest;
import org.bidseal.escrow.splitkey.SplitKey;
import org.bidseal.escrow.splitkey.SplitKeys;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Making, verifying and ending backups in pieces. Each method joins its caller's transaction.
@Service
public class QuorumBackups {
  private final QuorumRepository rows;
  private final QuorumAnnouncements announcements;
  private final SplitKeys keys;
  private final Candidates candidates;
  private final BackupHoldings holdings;
  private final Lapses lapses;
  private final CryptoScheduler crypto;
  private final Ids ids;

  QuorumBackups(
      QuorumRepository rows,
      QuorumAnnouncements announcements,
      SplitKeys keys,
      Candidates candidates,
      BackupHoldings holdings,
      Lapses lapses,
      CryptoScheduler crypto,
      Ids ids) {
    this.rows = rows;
    this.announcements = announcements;
    this.keys = keys;
    this.candidates = candidates;
    this.holdings = holdings;
    this.lapses = lapses;
    this.crypto = crypto;
    this.ids = ids;
  }

  private record Held(PieceRequest piece, UUID holderPersonId) {}

  /// Stores the pieces, once crypto-service has found them to be of the key's share.
  Mono<UUID> request(UUID ownerPersonId, QuorumBackupRequest request) {
    return keys.current(request.keyId(), ownerPersonId, request.generation())
        .map(SplitKey::requireEncryption)
        .flatMap(_ -> crypto.run(request::parsedCommitments))
        .delayUntil(commitments -> prove(ownerPersonId, request, commitments))
        .zipWith(holders(ownerPersonId, request))
        .flatMap(both ->
            store(
                new QuorumBackup(
                    ids.next(),
                    request.keyId(),
                    request.generation(),
                    ownerPersonId,
                    both.getT1(),
                    QuorumBackup.State.REQUESTED),
                both.getT2()));
  }

  private Mono<Void> prove(
      UUID ownerPersonId, QuorumBackupRequest request, ShareCommitments commitments) {
    return holdings.shareOut(
        request.keyId(),
        new BackupHoldings.SharedOut(
            request.deviceId(),
            ownerPersonId,
            request.generation(),
            commitments.digest().hex(),
            commitments.secretImage().hex(),
            request.proof()));
  }

  /// Different people, none of them the owner: else one phone's thief may have enough pieces.
  private Mono<List<Held>> holders(UUID ownerPersonId, QuorumBackupRequest request) {
    Set<UUID> people = new HashSet<>(Set.of(ownerPersonId));
    Set<Integer> indexes = new HashSet<>();
    return Flux.fromIterable(request.pieces())
        .concatMap(piece ->
            candidates
                .require(ownerPersonId, request.keyId(), piece.holderDeviceId())
                .map(Candidate::personId)
                .map(person -> new Held(piece, person)))
        .doOnNext(held -> {
          if (!people.add(held.holderPersonId())) {
            throw new ProblemException(
                EscrowProblem.HOLDER_NOT_ELIGIBLE,
                "Each piece goes to another colleague, none to the owner.");
          }
          if (!indexes.add(held.piece().index())) {
            throw new ProblemException(
                CommonProblem.VALIDATION_FAILED, "Two pieces have one index.");
          }
        })
        .collectList();
  }

  private Mono<UUID> store(QuorumBackup backup, List<Held> pieces) {
    return rows.insert(backup)
        .thenMany(Flux.fromIterable(pieces))
        .concatMap(held ->
            rows.insert(
                backup.backupId(),
                held.piece().index(),
                held.holderPersonId(),
                held.piece().holderDeviceId(),
                PieceCiphertext.received(held.piece().ciphertext())))
        .then(announcements.announce(backup, pieces.stream().map(Held::holderPersonId).toList()))
        .thenReturn(backup.backupId());
  }

  /// The holder's phone opened its piece. With enough of them the backup counts.
  Mono<UUID> verify(UUID personId, UUID backupId, PieceVerification request) {
    return rows.findForUpdate(backupId, personId)
        .switchIfEmpty(Mono.error(QuorumBackups::notFound))
        .doOnNext(QuorumBackups::requireLive)
        .flatMap(backup ->
            rows.pieceOn(backupId, personId, request.deviceId())
                .switchIfEmpty(
                    Mono.error(() ->
                        new ProblemException(
                            EscrowProblem.NOT_THE_HOLDER, "This phone holds no piece of it.")))
                .delayUntil(index -> check(backup, index, request))
                .flatMap(index -> rows.verify(backupId, index)))
        .then(rows.reachThreshold(backupId))
        .flatMap(this::announce)
        .thenReturn(backupId);
  }

  private Mono<Boolean> check(QuorumBackup backup, int index, PieceVerification request) {
    return crypto
        .run(() -> request.proves(backup, index))
        .filter(holds -> holds)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    EscrowProblem.PIECE_NOT_PROVEN, "The proof is not one of piece " + index)));
  }

  /// The owner takes it back.
  Mono<UUID> revoke(UUID personId, UUID backupId) {
    return rows.findForUpdate(backupId, personId)
        .switchIfEmpty(Mono.error(QuorumBackups::notFound))
        .filter(backup -> backup.ownerPersonId().equals(personId))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(EscrowProblem.NOT_THE_OWNER, "The key is somebody else's.")))
        .flatMap(backup ->
            backup.state() == QuorumBackup.State.REVOKED
                ? Mono.empty()
                : Mono.just(backup).doOnNext(QuorumBackups::requireLive))
        .flatMap(backup -> end(backup, QuorumBackup.State.REVOKED))
        .thenReturn(backupId);
  }

  /// The verified backup of this owner, held as it is until the transaction ends.
  Mono<QuorumBackup> requireVerified(UUID backupId, UUID personId) {
    return rows.findForUpdate(backupId, personId)
        .switchIfEmpty(Mono.error(QuorumBackups::notFound))
        .doOnNext(backup -> {
          requireLive(backup);
          if (backup.state() != QuorumBackup.State.VERIFIED) {
            throw new ProblemException(
                EscrowProblem.BACKUP_NOT_VERIFIED, "Too few holders have verified their pieces.");
          }
        });
  }

  /// This owner's keys that several holders can bring back now.
  public Mono<Set<UUID>> keysVerified(UUID ownerPersonId) {
    return rows.keysVerified(ownerPersonId).collect(Collectors.toSet());
  }

  /// The key has newer shares.
  public Mono<Void> outdate(UUID keyId, int generation) {
    return rows.findOfKeyForUpdate(keyId)
        .collectList()
        .flatMapIterable(all -> all)
        .filter(backup -> backup.generation() < generation)
        .concatMap(backup -> end(backup, QuorumBackup.State.STALE))
        .then();
  }

  /// The key's owner is no member any more.
  public Mono<Void> endOfKey(UUID keyId) {
    return rows.findOfKeyForUpdate(keyId)
        .collectList()
        .flatMapIterable(all -> all)
        .concatMap(backup -> end(backup, QuorumBackup.State.REVOKED))
        .then();
  }

  /// The phone is lost or given away.
  public Mono<Void> endOnDevice(UUID deviceId) {
    return endPieces(rows.findOnDeviceForUpdate(deviceId), deviceId);
  }

  /// The person is no member any more: the pieces that he holds of colleagues there end.
  public Mono<Void> endHeldIn(UUID personId, UUID enterpriseId) {
    return endPieces(
        rows.findHeldForUpdate(personId)
            .collectList()
            .flatMapIterable(all -> all)
            .filterWhen(backup -> rows.isCertifiedFor(backup.keyId(), enterpriseId)),
        personId);
  }

  /// A backup with too few pieces left is no backup.
  private Mono<Void> endPieces(Flux<QuorumBackup> backups, UUID whose) {
    return backups
        .collectList()
        .flatMapIterable(all -> all)
        .concatMap(backup ->
            rows.dropPiecesOf(backup.backupId(), whose)
                .then(rows.fallBelowThreshold(backup.backupId()))
                .flatMap(ended -> ended(backup, ended)))
        .then();
  }

  private Mono<Void> end(QuorumBackup backup, QuorumBackup.State state) {
    QuorumBackup after =
        new QuorumBackup(
            backup.backupId(),
            backup.keyId(),
            backup.generation(),
            backup.ownerPersonId(),
            backup.commitments(),
            state);
    return rows.end(backup.backupId(), state).then(ended(backup, after));
  }

  private Mono<Void> ended(QuorumBackup before, QuorumBackup after) {
    return rows.dropPieces(after.backupId())
        .then(announce(after))
        .then(
            Mono.defer(() ->
                before.state() == QuorumBackup.State.VERIFIED
                    ? lapses.check(after.keyId())
                    : Mono.empty()));
  }

  private Mono<Void> announce(QuorumBackup backup) {
    return rows.holders(backup.backupId())
        .flatMap(holders -> announcements.announce(backup, holders));
  }

  private static void requireLive(QuorumBackup backup) {
    switch (backup.state()) {
      case REQUESTED, VERIFIED -> {}
      case STALE ->
          throw new ProblemException(EscrowProblem.BACKUP_STALE, "The key has newer shares.");
      case REVOKED -> throw new ProblemException(EscrowProblem.BACKUP_REVOKED, "It was ended.");
    }
  }

  static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such backup.");
  }
}
