package org.bidseal.crypto.rehearsal;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Operation;
import org.bidseal.crypto.guard.request.Presented;
import org.bidseal.crypto.guard.request.RequestContent;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.Token;

/// What a phone sends to rehearse, and what it gets.
final class RehearsalRequests {
  private RehearsalRequests() {}

  /// @param keyId the recipient's key that is tried
  record BeginRehearsal(@NotNull UUID sessionId, @NotNull UUID keyId) {}

  /// @param canary DER SM2Cipher under the recipient's key, base64
  /// @param nonce the `k` of its `C1 = k·G`, hex: a phone that does not find it so stops, or it
  ///   would lend its share for a point that somebody chose
  record RehearsalBegun(UUID rehearsalId, String canary, String nonce) {}

  /// As a co-decryption, of the canary.
  ///
  /// @param t1 `x1·C1`, C1 being the canary's
  /// @param proof in context `rehearse`, pairs `(G, P1)` and `(C1, T1)`
  record RehearseRequest(
      @NotNull UUID requestId,
      @NotNull UUID deviceId,
      @NotNull Token token,
      @NotNull UUID sessionId,
      @NotNull UUID rehearsalId,
      @NotNull Point t1,
      @NotNull ShareProof proof) {

    ProofContext context(UUID keyId) {
      return ProofContext.rehearse(keyId, deviceId, requestId, token, sessionId, rehearsalId);
    }

    Presented presentedBy(UUID personId, UUID keyId) {
      Sm3Hash content = RequestContent.of(context(keyId), proof).and(t1).hash();
      return new Presented(
          Operation.REHEARSE, keyId, deviceId, personId, requestId, token, content);
    }
  }

  /// @param t2 `D2^-1·T1`; less C1 it is the shared point that opens the canary
  /// @param token for the holding's next request
  record RehearseResponse(UUID requestId, Point t2, Token token) {}

  /// @param canary what the phone opened, 32 lower-case hex digits
  record AnswerRehearsal(
      @NotNull UUID rehearsalId, @NotNull @Pattern(regexp = "[0-9a-f]{32}") String canary) {}

  record RehearsalEnded(boolean passed, boolean certificateInForce) {}
}
