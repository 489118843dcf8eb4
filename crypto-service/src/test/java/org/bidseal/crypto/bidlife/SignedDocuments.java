package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import tools.jackson.databind.JsonNode;

/// Checks what the service signed with Bouncy Castle's JCA, which shares no code with its own SM2.
final class SignedDocuments {
  private SignedDocuments() {}

  /// The payload of an envelope's only notice of a kind and subject, its signature checked.
  static JsonNode notice(Api api, UUID envelopeId, String kind, String subject) {
    Awaiting.until(
        "the receipts' certificate is there",
        () -> find(api, envelopeId, kind, subject).has("certificate"));
    JsonNode notice = find(api, envelopeId, kind, subject);
    byte[] payload = base64(notice, "payload");
    try {
      Signature verifier = Signature.getInstance("SM3withSM2", TestAuthority.BC);
      verifier.initVerify(Sm2Certificates.parse(base64(notice, "certificate")).getPublicKey());
      verifier.update(payload);
      assertThat(verifier.verify(base64(notice, "signature"))).isTrue();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return Api.JSON.readTree(payload);
  }

  private static JsonNode find(Api api, UUID envelopeId, String kind, String subject) {
    var found =
        api.get("/envelopes/" + envelopeId + "/notices")
            .expect(200)
            .valueStream()
            .filter(notice -> notice.path("kind").asString().equals(kind))
            .filter(notice -> notice.path("subject").asString().equals(subject))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static byte[] base64(JsonNode node, String field) {
    return Base64.getDecoder().decode(node.path(field).asString());
  }
}
