package org.bidseal.crypto.backup;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingCreated;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.proof.Token;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Gives a device that proves to have opened a backup a holding of its own (docs/split-key.md,
/// "Backup and recovery", steps verify and import). Encryption keys only: nobody signs for someone
/// else.
@Component
class BackupHoldings {
  private final SplitKeys keys;
  private final Holdings holdings;
  private final BackupChecks checks;
  private final CryptoScheduler crypto;
  private final Transactions transactions;
  private final Outbox outbox;
  private final KeyAudit audit;
  private final Ids ids;
  private final SecureRandom random;

  BackupHoldings(
      SplitKeys keys,
      Holdings holdings,
      BackupChecks checks,
      CryptoScheduler crypto,
      Transactions transactions,
      Outbox outbox,
      KeyAudit audit,
      Ids ids,
      SecureRandom random) {
    this.keys = keys;
    this.holdings = holdings;
    this.checks = checks;
    this.crypto = crypto;
    this.transactions = transactions;
    this.outbox = outbox;
    this.audit = audit;
    this.ids = ids;
    this.random = random;
  }

  Mono<BackupHoldingResponse> open(UUID keyId, BackupHoldingRequest request) {
    return keys.find(keyId)
        .switchIfEmpty(Mono.error(() -> noSuchKey(keyId)))
        .map(key -> admitted(key, request))
        .flatMap(key -> checks.count(keyId).map(left -> new Counted(key, left)))
        .switchIfEmpty(Mono.error(() -> exhausted(keyId)))
        .flatMap(counted ->
            crypto
                .run(() -> proves(counted.key(), request))
                .flatMap(holds -> holds ? Mono.empty() : refuse(counted, request)))
        .then(transactions.inTransaction(grant(keyId, request)));
  }

  private static SplitKey admitted(SplitKey key, BackupHoldingRequest request) {
    if (key.usage() != KeyUsage.ENCRYPTION) {
      throw refused(CryptoProblem.KEY_USAGE_FORBIDS, key.keyId());
    }
    if (key.generation() != request.generation()) {
      throw stale(key);
    }
    return key;
  }

  private static boolean proves(SplitKey key, BackupHoldingRequest request) {
    return ShareVerifier.verify(
        request.proof(), request.context(key.keyId()), ProofPair.ofShare(key.p1()));
  }

  private Mono<Void> refuse(Counted counted, BackupHoldingRequest request) {
    UUID keyId = counted.key().keyId();
    return audit
        .append(request.use(keyId, KeyOutcome.PROOF_REFUSED, ids.next()))
        .then(
            Mono.error(() ->
                refused(CryptoProblem.INVALID_SHARE_PROOF, keyId)
                    .with("attemptsLeft", counted.left())));
  }

  private Mono<BackupHoldingResponse> grant(UUID keyId, BackupHoldingRequest request) {
    return keys.findLocked(keyId)
        .map(key -> admitted(key, request))
        .flatMap(key -> holdings.findLocked(keyId, request.deviceId()))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(known ->
            checks
                .restore(keyId)
                .then(given(keyId, request, Grant.of(known.orElse(null), request))));
  }

  private Mono<BackupHoldingResponse> given(UUID keyId, BackupHoldingRequest request, Grant grant) {
    return switch (grant) {
      case Grant.Again(Token token) -> Mono.just(new BackupHoldingResponse(token));
      case Grant.Refused(CryptoProblem why) -> Mono.error(refused(why, keyId));
      case Grant.Fresh _ ->
          make(fresh(keyId, request))
              .delayUntil(_ -> audit.append(request.use(keyId, KeyOutcome.DONE, ids.next())));
    };
  }

  private Holding fresh(UUID keyId, BackupHoldingRequest request) {
    return new Holding(
        keyId,
        request.deviceId(),
        request.personId(),
        request.generation(),
        new HoldingState.Active(HoldingState.ATTEMPTS),
        Token.random(random),
        request.backupId(),
        null);
  }

  private Mono<BackupHoldingResponse> make(Holding holding) {
    return holdings
        .putActive(holding)
        .filter(made -> made)
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.HOLDING_IN_USE, holding.keyId())))
        .then(
            outbox.add(
                HoldingCreated.TYPE,
                holding.keyId(),
                new HoldingCreated(
                    holding.keyId(), holding.deviceId(), holding.personId(), holding.generation())))
        .thenReturn(new BackupHoldingResponse(holding.token()));
  }

  private static ProblemException noSuchKey(UUID keyId) {
    return refused(CryptoProblem.KEY_NOT_FOUND, keyId);
  }

  private static ProblemException exhausted(UUID keyId) {
    return refused(CryptoProblem.BACKUP_CHECKS_EXHAUSTED, keyId);
  }

  private static ProblemException stale(SplitKey key) {
    return refused(CryptoProblem.STALE_SHARE, key.keyId()).with("generation", key.generation());
  }

  private static ProblemException refused(CryptoProblem why, UUID keyId) {
    return new ProblemException(why, "Verification of a backup of key " + keyId + ".");
  }

  private record Counted(SplitKey key, int left) {}
}
