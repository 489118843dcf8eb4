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

/// Codes on screens: scan, read, confirm.
public final class Sessions {
  private static final String BASE = "/api/qr/v1";

  private final PhoneParts parts;

  Sessions(PhoneParts parts) {
    this.parts = parts;
  }

  /// Scans a code; the answer is what the phone shows.
  public JsonNode scan(String code) {
    return parts
        .patience()
        .whileRefused(
            Set.of("not-your-enterprise"),
            () ->
                parts
                    .api()
                    .post(BASE + "/scans", Map.of("code", code, "deviceId", parts.deviceId())));
  }

  /// Agrees to a service's session (sign, encrypt, decrypt).
  public JsonNode confirm(UUID sessionId) {
    return parts
        .api()
        .post(
            BASE + "/sessions/" + sessionId + "/confirmation",
            Map.of("deviceId", parts.deviceId()));
  }

  /// Says no.
  public void reject(UUID sessionId, String reason) {
    parts.api().post(BASE + "/sessions/" + sessionId + "/rejection", Map.of("reason", reason));
  }

  /// Logs in or binds: signs the session's statement with the signing certificate.
  public JsonNode confirmBySignature(UUID sessionId, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    JsonNode statement =
        parts
            .patience()
            .whileRefused(
                Set.of("certificate-unusable", "not-found"),
                () ->
                    parts
                        .api()
                        .post(
                            BASE + "/sessions/" + sessionId + "/statement",
                            Map.of("certificateId", signer.certificateId())));
    byte[] bytes = Base64.getDecoder().decode(statement.path("statement").asString());
    Sm3Hash e = Sm2Digest.of(signer.key().publicKey(), bytes);
    Sm2Signature signature = parts.splitKeys().coSign(signer.key(), pin, sessionId, e);
    return parts
        .api()
        .post(
            BASE + "/sessions/" + sessionId + "/confirmation",
            Map.of(
                "deviceId", parts.deviceId(),
                "certificateId", signer.certificateId(),
                "signature", SignatureJson.of(signature)));
  }
}
