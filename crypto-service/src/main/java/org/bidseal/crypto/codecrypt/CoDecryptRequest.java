package org.bidseal.crypto.codecrypt;

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

/// What the phone sends to co-decrypt.
///
/// @param requestId chosen by the phone; a repetition with the same content gets the same answer
/// @param token from the holding's last answer
/// @param sessionId the confirmed QR session
/// @param t1 `x1·C1`
/// @param proof in context `co-decrypt`, pairs `(G, P1)` and `(C1, T1)`
record CoDecryptRequest(
    @NotNull UUID requestId,
    @NotNull UUID deviceId,
    @NotNull Token token,
    @NotNull UUID sessionId,
    @NotNull UUID envelopeId,
    @NotNull Point t1,
    @NotNull ShareProof proof) {

  ProofContext context(UUID keyId) {
    return ProofContext.coDecrypt(keyId, deviceId, requestId, token, sessionId, envelopeId);
  }

  Presented presentedBy(UUID personId, UUID keyId) {
    Sm3Hash content = RequestContent.of(context(keyId), proof).and(t1).hash();
    return new Presented(
        Operation.CO_DECRYPT, keyId, deviceId, personId, requestId, token, content);
  }
}
