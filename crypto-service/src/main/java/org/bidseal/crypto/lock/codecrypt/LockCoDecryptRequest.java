package org.bidseal.crypto.lock.codecrypt;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.BlindProof;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;

/// What the phone sends to co-decrypt a piece, or its person's share, blindly.
///
/// @param requestId chosen by the phone; a repetition with the same content gets the same answer
/// @param token from the holding's last answer
/// @param part position of the member who sent the piece, or `share`
/// @param t1 `b·x1·C1`, b being the phone's blinding
/// @param proof in context `co-decrypt-lock`
record LockCoDecryptRequest(
    @NotNull UUID requestId,
    @NotNull UUID deviceId,
    @NotNull Token token,
    @NotNull UUID sessionId,
    @NotNull UUID lockId,
    @NotNull @Pattern(regexp = "[1-9]|share") String part,
    @NotNull Point t1,
    @NotNull BlindProof proof) {
  /// The part that is a member's own share.
  static final String SHARE = "share";

  ProofContext context(UUID keyId) {
    return ProofContext.coDecryptLock(keyId, deviceId, requestId, token, sessionId, lockId, part);
  }

  Presented presentedBy(UUID personId, UUID keyId) {
    byte[] said =
        new Fields()
            .add(context(keyId).hash())
            .add(t1)
            .add(Hex.decode(BlindProof.hex(proof.c())))
            .add(Hex.decode(BlindProof.hex(proof.share())))
            .add(Hex.decode(BlindProof.hex(proof.factor())))
            .bytes();
    return new Presented(
        Operation.CO_DECRYPT, keyId, deviceId, personId, requestId, token, Sm3Hash.of(said));
  }
}
