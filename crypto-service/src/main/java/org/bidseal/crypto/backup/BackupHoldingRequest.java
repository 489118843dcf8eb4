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

/// What keyescrow-service sends when a device has opened a backup.
///
/// @param generation of the share in the backup
/// @param proof in context `verify-backup`, pair `(G, P1)`
record BackupHoldingRequest(
    @NotNull UUID backupId,
    @NotNull UUID deviceId,
    @NotNull UUID personId,
    @Min(1) int generation,
    @NotNull ShareProof proof) {
  ProofContext context(UUID keyId) {
    return ProofContext.verifyBackup(keyId, deviceId, backupId);
  }

  /// What is written down of it.
  KeyUse use(UUID keyId, KeyOutcome outcome, UUID requestId) {
    return new KeyUse(
        keyId,
        KeyOperation.VERIFY_BACKUP,
        outcome,
        deviceId,
        personId,
        new Occasion(null, "BACKUP", backupId.toString()),
        requestId);
  }
}
