package org.bidseal.phone;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import tools.jackson.databind.JsonNode;

/// The enterprise's seals.
public final class Seals {
  private static final String BASE = "/api/seals/v1";

  private final PhoneParts parts;

  Seals(PhoneParts parts) {
    this.parts = parts;
  }

  /// Uploads the picture of a round company seal of 40 mm and signs for it; a reviewer decides.
  ///
  /// @return the impression's id
  public UUID uploadCompanySeal(UUID enterpriseId, String name, byte[] png, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    Map<String, Object> upload =
        Map.of(
            "enterpriseId",
            enterpriseId,
            "sealType",
            "COMPANY",
            "name",
            name,
            "shape",
            "ROUND",
            "widthMm",
            40,
            "heightMm",
            40,
            "picture",
            Base64.getEncoder().encodeToString(png),
            "certificateId",
            signer.certificateId(),
            "agreementAccepted",
            true);
    JsonNode impression =
        parts
            .patience()
            .whileRefused(
                Set.of("not-found", "certificate-unusable"),
                () -> parts.api().post(BASE + "/impressions", upload));
    UUID impressionId = UUID.fromString(impression.path("impressionId").asString());
    byte[] statement = Base64.getDecoder().decode(impression.path("statement").asString());
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(
                signer.key(),
                pin,
                UUID.fromString(impression.path("sessionId").asString()),
                Sm2Digest.of(signer.key().publicKey(), statement));
    parts
        .api()
        .put(BASE + "/impressions/" + impressionId + "/signature", SignatureJson.of(signature));
    return impressionId;
  }

  /// Claims a seal that was made.
  public void claim(UUID sealId) {
    parts.api().post(BASE + "/seals/" + sealId + "/claim", null);
  }
}
