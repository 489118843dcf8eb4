package org.bidseal.crypto.backup;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingStateName;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.keyaudit.KeyAudit;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Judges what phones prove to keyescrow-service: that a holder still has the key's share, and that
/// the pieces of a sharing are of it (docs/split-key.md, "Backup and recovery"). It changes nothing
/// but the counter of wrong proofs, which is the key's, and the record of its uses.
@Component
class BackupProofs {
  private final SplitKeys keys;
  private final Holdings holdings;
  private final BackupChecks checks;
  private final CryptoScheduler crypto;
  private final KeyAudit audit;
  private final Transactions transactions;
  private final Ids ids;

  BackupProofs(
      SplitKeys keys,
      Holdings holdings,
      BackupChecks checks,
      CryptoScheduler crypto,
      KeyAudit audit,
      Transactions transactions,
      Ids ids) {
    this.keys = keys;
    this.holdings = holdings;
    this.checks = checks;
    this.crypto = crypto;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
  }

  /// @param refused what is written down if the proof does not hold
  private record Claim(
      ShareProof proof, ProofContext context, int generation, KeyUse done, KeyUse refused) {}

  /// A holder's phone still opens its copy.
  Mono<Void> judge(UUID keyId, BackupProof proof) {
    return holder(
            keyId,
            proof.deviceId(),
            holding ->
                holding.personId().equals(proof.personId())
                    && proof.backupId().equals(holding.backupId()))
        .flatMap(key ->
            checked(
                key,
                new Claim(
                    proof.proof(),
                    proof.context(keyId),
                    proof.generation(),
                    proof.use(keyId, KeyOutcome.DONE, ids.next()),
                    proof.use(keyId, KeyOutcome.PROOF_REFUSED, ids.next())),
                ProofPair.ofShare(key.p1())));
  }

  /// The pieces of a sharing are of the owner's half.
  Mono<Void> judge(UUID keyId, SharingProof proof) {
    return holder(keyId, proof.deviceId(), holding -> holding.personId().equals(proof.personId()))
        .filter(key -> key.ownerPersonId().equals(proof.personId()))
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.NOT_THE_KEY_OWNER, keyId)))
        .filter(key -> key.usage() == KeyUsage.ENCRYPTION)
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.KEY_USAGE_FORBIDS, keyId)))
        .flatMap(key ->
            checked(
                key,
                new Claim(
                    proof.proof(),
                    proof.context(keyId),
                    proof.generation(),
                    proof.use(keyId, KeyOutcome.DONE, ids.next()),
                    proof.use(keyId, KeyOutcome.PROOF_REFUSED, ids.next())),
                ProofPair.ofSharing(key.p1(), proof.secretImage())));
  }

  private Mono<SplitKey> holder(UUID keyId, UUID deviceId, Predicate<Holding> whose) {
    return holdings
        .find(keyId, deviceId)
        .filter(whose)
        .filter(holding -> holding.state().publicName() != HoldingStateName.STALE)
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.HOLDING_NOT_FOUND, keyId)))
        .then(keys.find(keyId));
  }

  private Mono<Void> checked(SplitKey key, Claim claim, List<ProofPair> pairs) {
    UUID keyId = key.keyId();
    if (key.generation() != claim.generation()) {
      return Mono.error(
          refused(CryptoProblem.STALE_SHARE, keyId).with("generation", key.generation()));
    }
    return checks
        .count(keyId)
        .switchIfEmpty(Mono.error(() -> refused(CryptoProblem.BACKUP_CHECKS_EXHAUSTED, keyId)))
        .flatMap(left ->
            crypto
                .run(() -> ShareVerifier.verify(claim.proof(), claim.context(), pairs))
                .flatMap(holds -> holds ? held(claim) : refuse(claim, left)));
  }

  private Mono<Void> held(Claim claim) {
    return checks
        .restore(claim.done().keyId())
        .then(audit.append(claim.done()))
        .as(transactions::inTransaction);
  }

  private Mono<Void> refuse(Claim claim, int left) {
    return audit
        .append(claim.refused())
        .then(
            Mono.error(() ->
                refused(CryptoProblem.INVALID_SHARE_PROOF, claim.refused().keyId())
                    .with("attemptsLeft", left)));
  }

  private static ProblemException refused(CryptoProblem why, UUID keyId) {
    return new ProblemException(why, "Proof of a backup of key " + keyId + ".");
  }
}
