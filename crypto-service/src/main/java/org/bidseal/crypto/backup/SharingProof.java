package org.bidseal.crypto.backup;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;

/// What keyescrow-service sends when an owner's phone shares its half out.
///
/// @param deviceId the owner's phone
/// @param personId the owner
/// @param generation of the half
/// @param commitments digest of the sharing's commitments
/// @param secretImage the first of them, `A_0`
/// @param proof in context `share-out`, pairs `(G, P1)` and `(A_0, G)`
record SharingProof(
    @NotNull UUID deviceId,
    @NotNull UUID personId,
    @Min(1) int generation,
    @NotNull Sm3Hash commitments,
    @NotNull Point secretImage,
    @NotNull ShareProof proof) {
  ProofContext context(UUID keyId) {
    return ProofContext.shareOut(keyId, deviceId, commitments);
  }

  /// What is written down of it.
  KeyUse use(UUID keyId, KeyOutcome outcome, UUID requestId) {
    return new KeyUse(
        keyId,
        KeyOperation.SHARE_OUT,
        outcome,
        deviceId,
        personId,
        new Occasion(null, "SHARING", commitments.hex()),
        requestId);
  }
}
