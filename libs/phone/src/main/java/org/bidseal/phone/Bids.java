package org.bidseal.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.smcrypto.evidence.BidStatement;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.SubjectKeyId;
import tools.jackson.databind.JsonNode;

/// Bids: choosing who can open them, vouching for them, opening them.
public final class Bids {
  private static final String BASE = "/api/crypto/v1/envelopes/";

  private final PhoneParts parts;

  Bids(PhoneParts parts) {
    this.parts = parts;
  }

  /// The enterprise's encryption certificates, each checked by this phone.
  ///
  /// @return their ids, this phone's own first
  public List<UUID> possibleRecipients(UUID enterpriseId) {
    KeyRing.Certified mine = parts.keyRing().certified(KeyUsage.ENCRYPTION);
    UUID own = mine.certificateId();
    parts.recipients().accept(own, mine.certificate());
    List<UUID> ids = new ArrayList<>(List.of(own));
    for (JsonNode each :
        parts
            .api()
            .get(
                "/api/identity/v1/enterprises/"
                    + enterpriseId
                    + "/certificates?usage=ENCRYPTION")) {
      UUID id = UUID.fromString(each.path("certificateId").asString());
      parts.recipients().accept(id, parts.trust().accept(each.path("certificate").asString()));
      if (!id.equals(own)) {
        ids.add(id);
      }
    }
    return ids;
  }

  /// Names the recipients of an envelope in a confirmed session.
  ///
  /// @param certificateIds some of [#possibleRecipients(UUID)]
  public JsonNode address(UUID envelopeId, UUID sessionId, List<UUID> certificateIds) {
    parts.recipients().choose(envelopeId, certificateIds);
    return parts
        .patience()
        .whileRefused(
            Set.of("session-not-confirmed", "not-found", "recipient-unusable"),
            () ->
                parts
                    .api()
                    .put(
                        BASE + envelopeId + "/recipients",
                        Map.of("sessionId", sessionId, "certificateIds", certificateIds)));
  }

  /// Co-signs the bid statement, after checking that it is about this envelope and that only the
  /// chosen recipients can open that.
  ///
  /// @throws DeceivedException if it is not; nothing is signed then
  /// @return the short code, to be compared with the one on the page
  public String vouch(UUID envelopeId, UUID sessionId, Pin pin) {
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    JsonNode envelope = parts.api().get(BASE + envelopeId);
    byte[] bytes = decode(envelope.path("statement").path("bytes"));
    parts
        .recipients()
        .check(
            envelopeId,
            BidStatement.parse(bytes),
            EnvelopeHeader.parse(decode(envelope.path("header"))));
    Sm2Signature signature =
        parts
            .splitKeys()
            .coSign(signer.key(), pin, sessionId, Sm2Digest.of(signer.key().publicKey(), bytes));
    Map<String, Object> body =
        Map.of(
            "sessionId", sessionId,
            "certificateId", signer.certificateId(),
            "r", SignatureJson.of(signature).get("r"),
            "s", SignatureJson.of(signature).get("s"));
    parts.api().put(BASE + envelopeId + "/statement-signature", body);
    return Sm3Hash.of(bytes).shortCode();
  }

  /// Opens a bid with a key on this phone, own or backed up: co-decrypts the file key and hands it
  /// over. The plaintext follows at the platform.
  ///
  /// @return the decryption job's id
  public UUID open(UUID envelopeId, UUID sessionId, UUID keyId, Pin pin) {
    HeldKey key = parts.keyRing().find(keyId).orElseThrow().key();
    EnvelopeRecipient entry = entry(envelopeId, key);
    byte[] fileKey =
        parts
            .patience()
            .whileRefused(
                Set.of("session-not-confirmed"),
                () ->
                    parts
                        .splitKeys()
                        .coDecrypt(key, pin, sessionId, envelopeId, entry.encryptedKey()));
    try {
      JsonNode job =
          parts
              .api()
              .post(
                  BASE + envelopeId + "/content-key",
                  Map.of("sessionId", sessionId, "keyId", keyId, "fileKey", Hex.encode(fileKey)));
      return UUID.fromString(job.path("jobId").asString());
    } finally {
      Arrays.fill(fileKey, (byte) 0);
    }
  }

  /// A key's entry in an envelope's header.
  public EnvelopeRecipient entry(UUID envelopeId, HeldKey key) {
    return EnvelopeHeader.parse(decode(parts.api().get(BASE + envelopeId).path("header")))
        .findRecipient(SubjectKeyId.of(key.publicKey()))
        .orElseThrow(() -> new IllegalStateException("this key is no recipient of the envelope"));
  }

  private static byte[] decode(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }
}
