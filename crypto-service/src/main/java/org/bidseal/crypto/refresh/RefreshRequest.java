package org.bidseal.crypto.refresh;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RequestContent;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;

/// What the phone sends to refresh a key's shares.
///
/// @param t by which the phone multiplied `D1`; a secret
/// @param newP1 `P1'` of the new share
/// @param proof under the old share, in context `refresh`
/// @param newProof under the new share, in the same context
record RefreshRequest(
    @NotNull UUID requestId,
    @NotNull UUID deviceId,
    @NotNull Token token,
    @NotNull Scalar t,
    @NotNull Point newP1,
    @NotNull ShareProof proof,
    @NotNull ShareProof newProof) {

  ProofContext context(UUID keyId) {
    return ProofContext.refresh(keyId, deviceId, requestId, token, newP1);
  }

  Presented presentedBy(UUID personId, UUID keyId) {
    Sm3Hash content = RequestContent.of(context(keyId), proof).and(newProof).and(t).hash();
    return new Presented(Operation.REFRESH, keyId, deviceId, personId, requestId, token, content);
  }
}
