package org.bidseal.escrow.health;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.backup.Backup;
import org.bidseal.escrow.backup.BackupCard;
import org.bidseal.escrow.backup.Backups;
import org.bidseal.escrow.health.HealthController.ChallengeView;
import org.bidseal.escrow.health.HealthController.HealthProofRequest;
import org.bidseal.escrow.health.HealthController.ProvenView;
import org.bidseal.escrow.holding.BackupHoldings;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.proof.Token;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The holder's proofs, judged by crypto-service, which alone has `P1`.
@Service
class HealthProofs {
  /// After this long without a proof people are told.
  static final Duration DUE = Duration.ofDays(31);

  private static final Duration OPEN = Duration.ofMinutes(10);

  private final Backups backups;
  private final HealthRepository rows;
  private final BackupHoldings holdings;
  private final SecureRandom random;

  HealthProofs(
      Backups backups, HealthRepository rows, BackupHoldings holdings, SecureRandom random) {
    this.backups = backups;
    this.rows = rows;
    this.holdings = holdings;
    this.random = random;
  }

  Mono<ChallengeView> challenge(UUID personId, UUID backupId) {
    String challenge = Token.random(random).hex();
    return backups
        .requireVerifiedHeld(backupId, personId)
        .then(rows.putChallenge(backupId, challenge, OPEN))
        .map(expiresAt -> new ChallengeView(backupId, challenge, expiresAt));
  }

  /// The number is used up before the proof is looked at.
  Mono<ProvenView> prove(UUID personId, UUID backupId, HealthProofRequest request) {
    return backups
        .requireVerifiedHeld(backupId, personId)
        .doOnNext(backup -> requireDevice(backup.card(), request.deviceId()))
        .delayUntil(_ -> use(backupId, request.challenge()))
        .delayUntil(backup -> holdings.prove(backup.card().keyId(), proven(backup, request)))
        .then(rows.proven(backupId))
        .map(at -> new ProvenView(backupId, at, at.plus(DUE)));
  }

  private Mono<Boolean> use(UUID backupId, String challenge) {
    return rows.useChallenge(backupId, challenge)
        .filter(known -> known)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    EscrowProblem.CHALLENGE_NOT_KNOWN, "It was used, replaced or has expired.")));
  }

  private static BackupHoldings.Proven proven(Backup.Verified backup, HealthProofRequest request) {
    BackupCard card = backup.card();
    return new BackupHoldings.Proven(
        card.backupId(),
        request.deviceId(),
        card.holderPersonId(),
        card.generation(),
        request.challenge(),
        request.proof());
  }

  private static void requireDevice(BackupCard card, UUID deviceId) {
    if (!card.holderDeviceId().equals(deviceId)) {
      throw new ProblemException(EscrowProblem.WRONG_DEVICE, "The backup is on another device.");
    }
  }
}
