package org.bidseal.phone;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Acts on a sealed bid before its deadline: taking it back, and standing by it after the tender
/// has changed. Each is one scan; the phone checks what it is to co-sign.
public final class Acts {
  private static final String ENVELOPES = "/api/crypto/v1/envelopes/";

  private final PhoneParts parts;

  Acts(PhoneParts parts) {
    this.parts = parts;
  }

  /// What has changed in an opening's tender, oldest first.
  public List<TenderChange> changes(UUID openingId) {
    List<TenderChange> changes = new ArrayList<>();
    for (JsonNode each :
        parts.api().get("/api/crypto/v1/openings/" + openingId + "/tender-changes")) {
      changes.add(
          new TenderChange(
              UUID.fromString(each.path("changeId").asString()),
              each.path("title").asString(),
              Sm3Hash.ofHex(each.path("documentSm3").asString())));
    }
    return changes;
  }

  /// Takes a bid back (撤回投标文件), in a confirmed session of purpose RETRACT. It is never opened.
  ///
  /// @throws DeceivedException if another bid or another act is to be signed; nothing is signed
  ///   then
  /// @return the envelope
  public JsonNode retract(UUID envelopeId, UUID sessionId, Pin pin) {
    return act("retraction", expected(ActStatement.RETRACTION, envelopeId, null), sessionId, pin);
  }

  /// Confirms a bid as it is, in a confirmed session of purpose CONFIRM.
  ///
  /// @param agreed the change that its holder has read
  /// @throws DeceivedException if another bid or another change is to be signed; nothing is signed
  ///   then
  /// @return the envelope
  public JsonNode confirm(UUID envelopeId, UUID sessionId, TenderChange agreed, Pin pin) {
    return act(
        "confirmation", expected(ActStatement.CONFIRMATION, envelopeId, agreed), sessionId, pin);
  }

  private ActStatement expected(String label, UUID envelopeId, @Nullable TenderChange change) {
    String encoded = parts.api().get(ENVELOPES + envelopeId).path("header").asString();
    EnvelopeHeader header = EnvelopeHeader.parse(Base64.getDecoder().decode(encoded));
    parts.recipients().checkOwn(envelopeId, header);
    return new ActStatement(label, envelopeId, header.openingId(), header.hash(), change);
  }

  private JsonNode act(String name, ActStatement expected, UUID sessionId, Pin pin) {
    String path = ENVELOPES + expected.envelopeId() + "/" + name;
    JsonNode begun =
        parts
            .patience()
            .whileRefused(
                Set.of("session-not-confirmed"),
                () -> parts.api().put(path, Map.of("sessionId", sessionId)));
    byte[] statement = Base64.getDecoder().decode(begun.path("statement").asString());
    expected.check(statement);
    KeyRing.Certified signer = parts.keyRing().certified(KeyUsage.SIGNING);
    Map<String, Object> signature =
        SignatureJson.of(
            parts
                .splitKeys()
                .coSign(
                    signer.key(),
                    pin,
                    sessionId,
                    Sm2Digest.of(signer.key().publicKey(), statement)));
    return parts
        .api()
        .put(
            path + "/signature",
            Map.of(
                "sessionId",
                sessionId,
                "certificateId",
                signer.certificateId(),
                "r",
                signature.get("r"),
                "s",
                signature.get("s")));
  }
}
