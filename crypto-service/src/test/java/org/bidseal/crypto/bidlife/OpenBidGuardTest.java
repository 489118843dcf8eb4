package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which sealed bids need a key, and what a revoked certificate stops.
class OpenBidGuardTest extends BidTest {
  @Test
  void aSealedBidDependsOnItsKeysUntilItIsOpened() {
    Bidder bidder = backedUp();
    Bidder colleague = bidder(bidder.enterpriseId());
    UUID opening = opening();
    assertThat(dependent(bidder).path("bids")).isEmpty();
    assertThat(dependent(bidder).has("neededUntil")).isFalse();

    draft(opening, bidder, 100, "BIDDER");
    assertThat(dependent(bidder).path("bids")).isEmpty();
    Draft bid = sealed(opening, 100, bidder, colleague);

    JsonNode of = dependent(bidder);
    JsonNode shown = of.path("bids").get(0);
    assertThat(of.path("bids")).hasSize(1);
    assertThat(shown.path("envelopeId").asString()).isEqualTo(bid.envelopeId().toString());
    assertThat(shown.path("openingName").asString()).isEqualTo("Road");
    assertThat(shown.path("otherRecipients").asInt()).isEqualTo(1);
    assertThat(shown.path("backedUp").asBoolean()).isTrue();
    assertThat(of.path("neededUntil")).isEqualTo(shown.path("decryptionEndsAt"));
    assertThat(dependent(colleague).path("bids").get(0).path("backedUp").asBoolean()).isFalse();
    assertThat(internal(bidder.encryptionKey()).path("bids")).hasSize(1);

    decrypt(bid, colleague);
    assertThat(dependent(bidder).path("bids")).isEmpty();
  }

  @Test
  void aBidWhoseWindowIsOverMayStillBeExtended() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    end(bid.openingId());
    assertThat(dependent(bidder).path("bids")).hasSize(1);
    platform.post("/openings/" + bid.openingId() + "/conclusion", Map.of()).expect(200);
    assertThat(dependent(bidder).path("bids")).isEmpty();
  }

  /// The reset box brings the same half back: the key, its certificate and what was sealed to it
  /// stay. Only the copies in colleagues' hands end, until they are renewed.
  @Test
  void aPinResetKeepsTheKeyThatSealedBidsNeed() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    TestPhone phone = bidder.encryption();
    byte[] half = phone.share().exposeD1().exposeBytes();
    Sm2Ciphertext box = Sm2Encryption.encrypt(phone.resetPublicKey(), half, TestPhone.RANDOM);
    database
        .sql(
            """
            insert into person (person_id, name, verified_at)
            values (:person, 'Bidder', clock_timestamp())
            on conflict (person_id) do update set verified_at = excluded.verified_at
            """)
        .bind("person", bidder.personId())
        .then()
        .block();
    JsonNode released =
        bidder
            .api()
            .post(
                "/keys/" + bidder.encryptionKey() + "/reset-key-releases",
                Map.of("deviceId", bidder.deviceId()))
            .expect(201);
    Sm2KeyPair reset = Sm2KeyPair.of(Scalar.ofHex(released.path("resetPrivateKey").asString()));
    assertThat(reset.decrypt(box)).isEqualTo(half);
    phone.refresh();

    JsonNode shown = dependent(bidder).path("bids").get(0);
    assertThat(shown.path("envelopeId").asString()).isEqualTo(bid.envelopeId().toString());
    assertThat(shown.path("backedUp").asBoolean()).isFalse();
    decrypt(bid, bidder);
  }

  @Test
  @Capability("ID-058")
  void whoHandedOverTheAdministratorsRoleOpensWhatWasSealedToHim() {
    Bidder bidder = backedUp();
    role(bidder, "ADMINISTRATOR");
    Draft bid = sealed(100, bidder);
    role(bidder, "AGENT");
    assertThat(dependent(bidder).path("bids")).hasSize(1);
    decrypt(bid, bidder);
  }

  private void role(Bidder bidder, String role) {
    publish(
        "org.bidseal.identity.membership-granted.v1",
        bidder.enterpriseId(),
        Map.of(
            "enterpriseId",
            bidder.enterpriseId(),
            "personId",
            bidder.personId(),
            "role",
            role,
            "legalRepresentative",
            false));
    Awaiting.until(
        "the role is known",
        () ->
            holds(
                "select role = '" + role + "' from member where person_id = :id",
                bidder.personId()));
  }

  @Test
  void aStrangersKeyIsNone() {
    Bidder bidder = backedUp();
    Bidder stranger = bidder();
    assertThat(
            stranger.api().get("/keys/" + bidder.encryptionKey() + "/dependent-bids").problem(404))
        .isEqualTo("key-not-found");
    assertThat(internal(UUID.randomUUID()).path("type").asString()).endsWith("/key-not-found");
  }

  @Test
  @Capability("CRY-016")
  void aRevokedCertificateSealsNothingNewAndItsKeyOpensWhatWasSealed() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    revoke(bidder.encryptionCertificate(), "SUPERSEDED");

    Draft next = draft(bidder, 100, "BIDDER");
    assertThat(
            bidder
                .address(next.envelopeId(), next.sessionId(), bidder.encryptionCertificate())
                .problem(422))
        .isEqualTo("recipient-unusable");
    decrypt(bid, bidder);
  }

  @Test
  void aStolenKeyStopsAtOnceAndTheColleagueOpensTheBid() {
    Bidder bidder = backedUp();
    Bidder colleague = bidder(bidder.enterpriseId());
    Draft bid = sealed(100, bidder, colleague);
    revoke(bidder.encryptionCertificate(), "KEY_COMPROMISE");
    Awaiting.untilAsserted(() ->
        assertThat(
                bidder
                    .api()
                    .get("/keys/" + bidder.encryptionKey())
                    .expect(200)
                    .path("holdings")
                    .get(0)
                    .path("state")
                    .asString())
            .isEqualTo("QUARANTINED"));
    JsonNode use =
        bidder
            .api()
            .get("/keys/" + bidder.encryptionKey() + "/uses")
            .expect(200)
            .path("uses")
            .get(0);
    assertThat(use.path("operation").asString()).isEqualTo("SUSPEND");
    assertThat(use.path("purpose").asString()).isEqualTo("THEFT");

    open(bid.openingId());
    UUID session = session(bid.envelopeId(), bidder, "DECRYPT");
    assertThat(
            bidder
                .coDecrypt(bid.envelopeId(), session, bidder.entry(bid.envelopeId()))
                .problem(423))
        .isEqualTo("key-quarantined");
    decrypt(bid, colleague);
  }

  private void revoke(UUID certificateId, String reason) {
    publish(
        "org.bidseal.identity.certificate-revoked.v1",
        certificateId,
        Map.of("certificateId", certificateId, "reason", reason));
    Awaiting.until(
        "the revocation is known",
        () ->
            holds(
                "select state = 'REVOKED' from certificate where certificate_id = :id",
                certificateId));
  }

  private static JsonNode dependent(Bidder bidder) {
    return bidder.api().get("/keys/" + bidder.encryptionKey() + "/dependent-bids").expect(200);
  }

  private JsonNode internal(UUID keyId) {
    byte[] body =
        http.get()
            .uri("/internal/crypto/v1/keys/" + keyId + "/dependent-bids")
            .headers(h -> h.setBearerAuth(Tokens.service("identity-service")))
            .exchange()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return Api.JSON.readTree(body);
  }
}
