package org.bidseal.crypto.cosign;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RequestContent;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;

/// What the phone sends to co-sign.
///
/// @param requestId chosen by the phone; a repetition with the same content gets the same answer
/// @param token from the holding's last answer
/// @param sessionId what the digest was registered for
/// @param e the digest to sign
/// @param q1 `k1·G`
/// @param proof in context `co-sign`, pair `(G, P1)`
record CoSignRequest(
    @NotNull UUID requestId,
    @NotNull UUID deviceId,
    @NotNull Token token,
    @NotNull UUID sessionId,
    @NotNull Sm3Hash e,
    @NotNull Point q1,
    @NotNull ShareProof proof) {

  ProofContext context(UUID keyId) {
    return ProofContext.coSign(keyId, deviceId, requestId, token, sessionId, e, q1);
  }

  Presented presentedBy(UUID personId, UUID keyId) {
    Sm3Hash content = RequestContent.of(context(keyId), proof).hash();
    return new Presented(Operation.CO_SIGN, keyId, deviceId, personId, requestId, token, content);
  }
}
