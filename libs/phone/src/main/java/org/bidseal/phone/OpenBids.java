package org.bidseal.phone;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.membership.AdministratorTransferStatement;
import org.bidseal.smcrypto.proof.KeyUsage;
import tools.jackson.databind.JsonNode;

/// What the phone asks before something ends: which sealed bids need the key. Its holder is shown
/// them and says whether to go on; what he was shown goes with the request, and the server refuses
/// it if there are more by then.
public final class OpenBids {
  private static final String IDENTITY = "/api/identity/v1/";

  private final PhoneParts parts;
  private final UUID personId;

  OpenBids(PhoneParts parts, UUID personId) {
    this.parts = parts;
    this.personId = personId;
  }

  /// The bids that need a key of this phone.
  public Dependence on(UUID keyId) {
    return Dependence.read(
        parts.api().get("/api/crypto/v1/keys/" + keyId + "/dependent-bids").path("bids"));
  }

  /// Revokes this phone's encryption certificate.
  ///
  /// @param reason a revocation reason of RFC 5280 §5.3.1 that the service knows
  /// @param goOn asked with the bids that need its key, also if there are none
  /// @return whether it was revoked
  public boolean revokeEncryption(String reason, Predicate<Dependence> goOn) {
    KeyRing.Certified ended = parts.keyRing().certified(KeyUsage.ENCRYPTION);
    Dependence shown = on(ended.key().keyId());
    if (!goOn.test(shown)) {
      return false;
    }
    parts
        .api()
        .post(
            IDENTITY + "certificates/" + ended.certificateId() + "/revocation",
            Map.of(
                "reason",
                reason,
                "serialNumber",
                ended.certificate().getSerialNumber().toString(16),
                "openBidsAcknowledged",
                shown.envelopeIds()));
    return true;
  }

  /// Hands the administrator's role to an agent of the enterprise, by a signature over a statement
  /// that this phone makes itself and that names the bids.
  ///
  /// @param goOn asked with the bids that need this phone's encryption key, also if there are none
  /// @throws DeceivedException if another statement is to be signed; nothing is signed then
  /// @return whether the roles are swapped
  public boolean handOver(
      UUID enterpriseId, UUID successorId, Pin pin, Predicate<Dependence> goOn) {
    Dependence shown = on(parts.keyRing().certified(KeyUsage.ENCRYPTION).key().keyId());
    if (!goOn.test(shown)) {
      return false;
    }
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    JsonNode asked = ask(enterpriseId, successorId, signer, shown.envelopeIds());
    UUID transferId = UUID.fromString(asked.path("transferId").asString());
    byte[] statement =
        new AdministratorTransferStatement(
                transferId, enterpriseId, personId, successorId, shown.envelopeIds())
            .bytes();
    if (!Base64.getEncoder().encodeToString(statement).equals(asked.path("statement").asString())) {
      throw new DeceivedException("The statement says something else than you agreed to.");
    }
    Map<String, Object> signature =
        SignatureJson.of(
            parts
                .splitKeys()
                .coSign(
                    signer.key(),
                    pin,
                    transferId,
                    Sm2Digest.of(signer.key().publicKey(), statement)));
    parts.api().put(IDENTITY + "administrator-transfers/" + transferId + "/signature", signature);
    return true;
  }

  private JsonNode ask(
      UUID enterpriseId, UUID successorId, KeyRing.Certified signer, List<UUID> shown) {
    Map<String, Object> wish = new LinkedHashMap<>();
    wish.put("successorId", successorId);
    wish.put("certificateId", signer.certificateId());
    wish.put("openBidsAcknowledged", shown);
    return parts
        .api()
        .post(IDENTITY + "enterprises/" + enterpriseId + "/administrator-transfers", wish);
  }
}
