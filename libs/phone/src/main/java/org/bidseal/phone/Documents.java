package org.bidseal.phone;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;

/// Documents to sign.
public final class Documents {
  private static final String BASE = "/api/signing/v1/tasks/";

  private final PhoneParts parts;

  Documents(PhoneParts parts) {
    this.parts = parts;
  }

  /// What the task says, to be read before confirming.
  public JsonNode task(UUID taskId) {
    return parts.api().get(BASE + taskId);
  }

  /// Signs the task of a confirmed session with a seal.
  ///
  /// @throws IllegalStateException if the server asks for another digest than that of the signed
  ///   attributes it shows
  public JsonNode sign(UUID taskId, UUID sessionId, UUID sealId, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    JsonNode request =
        parts
            .patience()
            .whileRefused(
                Set.of("session-not-confirmed", "certificate-unusable"),
                () ->
                    parts
                        .api()
                        .post(
                            BASE + taskId + "/signing-requests",
                            Map.of(
                                "sessionId", sessionId,
                                "certificateId", signer.certificateId(),
                                "sealId", sealId)));
    byte[] signedAttributes =
        Base64.getDecoder().decode(request.path("signedAttributes").asString());
    Sm3Hash e = Sm2Digest.of(signer.key().publicKey(), signedAttributes);
    if (!e.hex().equals(request.path("e").asString())) {
      throw new IllegalStateException("the server asks for a signature of something else");
    }
    Sm2Signature signature = parts.splitKeys().coSign(signer.key(), pin, sessionId, e);
    return parts
        .api()
        .put(
            BASE
                + taskId
                + "/signing-requests/"
                + request.path("signingRequestId").asString()
                + "/signature",
            SignatureJson.of(signature));
  }
}
