package org.bidseal.crypto.backup;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;

/// What keyescrow-service sends when a holder's phone proves that it still opens its copy.
///
/// @param generation of the share in the backup
/// @param challenge drawn by keyescrow-service for this proof
/// @param proof in context `prove-backup`, pair `(G, P1)`
record BackupProof(
    @NotNull UUID backupId,
    @NotNull UUID deviceId,
    @NotNull UUID personId,
    @Min(1) int generation,
    @NotNull Token challenge,
    @NotNull ShareProof proof) {
  ProofContext context(UUID keyId) {
    return ProofContext.proveBackup(keyId, deviceId, backupId, challenge);
  }

  /// What is written down of it.
  KeyUse use(UUID keyId, KeyOutcome outcome, UUID requestId) {
    return new KeyUse(
        keyId,
        KeyOperation.PROVE_BACKUP,
        outcome,
        deviceId,
        personId,
        new Occasion(null, "BACKUP", backupId.toString()),
        requestId);
  }
}
