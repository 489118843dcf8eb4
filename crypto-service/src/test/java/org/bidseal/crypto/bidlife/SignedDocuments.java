package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import tools.jackson.databind.JsonNode;

/// Checks what the service signed with Bouncy Castle's JCA, which shares no code with its own SM2.
final class SignedDocuments {
  private SignedDocuments() {}

  /// The payload of an envelope's only notice of a kind and subject, its signature checked.
  static JsonNode notice(Api api, UUID envelopeId, String kind, String subject) {
    Awaiting.until(
        "the receipts' certificate is there",
        () -> find(api, envelopeId, kind, subject).has("certificate"));
    return checked(find(api, envelopeId, kind, subject));
  }

  private static JsonNode checked(JsonNode notice) {
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

  /// The payload of the only notice of a bid that came to no envelope, its signature checked.
  static JsonNode noticeOfOpening(Api api, UUID openingId) {
    String path = "/openings/" + openingId + "/notices";
    Awaiting.until(
        "the receipts' certificate is there",
        () -> api.get(path).expect(200).path(0).has("certificate"));
    JsonNode notices = api.get(path).expect(200);
    assertThat(notices).hasSize(1);
    return checked(notices.path(0));
  }

  /// Waits for the timestamp of an envelope's only notice of a kind and subject, and checks it with
  /// the authority's certificate.
  static void timestampOfNotice(Api api, UUID envelopeId, String kind, String subject)
      throws Exception {
    Awaiting.until(
        "the notice's timestamp is there",
        () -> find(api, envelopeId, kind, subject).has("timestamp"));
    JsonNode notice = find(api, envelopeId, kind, subject);
    var token = new TimeStampToken(new CMSSignedData(base64(notice, "timestamp")));
    token.validate(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(TestAuthority.BC)
            .build(Neighbours.get().authority().timestampAuthority()));
    assertThat(token.getTimeStampInfo().getMessageImprintDigest())
        .isEqualTo(Sm3Hash.of(base64(notice, "signature")).bytes());
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
