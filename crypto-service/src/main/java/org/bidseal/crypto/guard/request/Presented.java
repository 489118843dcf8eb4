package org.bidseal.crypto.guard.request;

import java.util.UUID;
import org.bidseal.crypto.keyaudit.KeyOutcome;
import org.bidseal.crypto.keyaudit.KeyUse;
import org.bidseal.crypto.keyaudit.Occasion;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;

/// What every request for a server share presents.
///
/// @param personId the caller, who must be the holding's person
/// @param requestId the phone's own id of this request; a repetition gets the same answer
/// @param token from the holding's last answer
/// @param content SM3 over all that the request says, to tell a repetition from a reuse of its id
public record Presented(
    Operation operation,
    UUID keyId,
    UUID deviceId,
    UUID personId,
    UUID requestId,
    Token token,
    Sm3Hash content) {
  /// What is written down of it.
  public KeyUse use(KeyOutcome outcome, Occasion occasion) {
    return new KeyUse(keyId, operation.audited(), outcome, deviceId, personId, occasion, requestId);
  }
}
