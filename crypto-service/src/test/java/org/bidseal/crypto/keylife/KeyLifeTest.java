package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Create, co-sign, co-decrypt, refresh: whole, and what each refuses.
class KeyLifeTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();

  @Test
  void aNewKeyIsSeenByItsOwner() {
    TestPhone phone = signer();
    JsonNode seen = view(phone);
    assertThat(seen.path("usage").asString()).isEqualTo("SIGNING");
    assertThat(seen.path("publicKey").asString()).isEqualTo(phone.publicKey().hex());
    assertThat(seen.path("generation").asInt()).isEqualTo(1);
    assertThat(seen.path("ownerPersonId").asString()).isEqualTo(phone.personId().toString());
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    assertThat(seen.toString()).doesNotContain(phone.share().p1().hex());
  }

  @Test
  void theOwnersListHasBothKeys() {
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    TestPhone signing = TestPhone.enrol(http, person, device, KeyUsage.SIGNING);
    TestPhone encryption = TestPhone.enrol(http, person, device, KeyUsage.ENCRYPTION);
    JsonNode list =
        TestPhone.json(
            http.get()
                .uri("/api/crypto/v1/keys")
                .headers(headers -> headers.setBearerAuth(Tokens.person(person)))
                .exchange(),
            200);
    assertThat(list.findValuesAsString("keyId"))
        .containsExactly(signing.keyId().toString(), encryption.keyId().toString());
  }

  @Test
  void creationRefusesAProofForAnotherContext() {
    UUID person = UUID.randomUUID();
    DeviceShare share = DeviceShare.generate(TestPhone.RANDOM);
    Map<String, Object> body = TestPhone.createBody(share, UUID.randomUUID(), KeyUsage.SIGNING);
    body.put("usage", "ENCRYPTION");
    JsonNode problem =
        TestPhone.json(
            TestPhone.post(http, Tokens.person(person), "/api/crypto/v1/keys", body), 403);
    assertThat(kind(problem)).isEqualTo("invalid-share-proof");
  }

  @Test
  void creationRefusesTheDeviceOfSomebodyElse() {
    TestPhone owner = signer();
    database
        .sql(
            "insert into person_device (device_id, person_id, name) values (:device, :person, 'x')")
        .bind("device", owner.deviceId())
        .bind("person", owner.personId())
        .fetch()
        .rowsUpdated()
        .block();
    DeviceShare share = DeviceShare.generate(TestPhone.RANDOM);
    Map<String, Object> body = TestPhone.createBody(share, owner.deviceId(), KeyUsage.SIGNING);
    JsonNode problem =
        TestPhone.json(
            TestPhone.post(http, Tokens.person(UUID.randomUUID()), "/api/crypto/v1/keys", body),
            403);
    assertThat(kind(problem)).isEqualTo("device-of-another-person");
    TestPhone.json(
        TestPhone.post(http, Tokens.person(owner.personId()), "/api/crypto/v1/keys", body), 201);
  }

  @Test
  void signaturesVerifyOneAfterTheOther() {
    TestPhone phone = signer();
    for (int i = 0; i < 3; i++) {
      Sm3Hash e = expect(phone, session, "document " + i);
      Sm2Signature signature = phone.coSign(session, e);
      assertThat(Sm2Verifier.verify(phone.publicKey(), e, signature)).isTrue();
    }
  }

  @Test
  void anUnexpectedDigestIsRefusedAndCostsNothing() {
    TestPhone phone = signer();
    Sm3Hash expected = expect(phone, session, "this");
    Sm3Hash other = digest(phone, "that");
    assertThat(refusal(phone, "co-signatures", phone.coSignBody(session, other), 403))
        .isEqualTo("unexpected-digest");
    assertThat(refusal(phone, "co-signatures", phone.coSignBody(UUID.randomUUID(), expected), 403))
        .isEqualTo("unexpected-digest");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void anExpiredExpectationIsNone() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "late");
    database
        .sql("update signing_expectation set expires_at = clock_timestamp() where e = :e")
        .bind("e", e.hex())
        .then()
        .block();
    assertThat(refusal(phone, "co-signatures", phone.coSignBody(session, e), 403))
        .isEqualTo("unexpected-digest");
  }

  @Test
  void expectationsBelongToTheirServices() {
    TestPhone phone = signer();
    Sm3Hash e = digest(phone, "csr");
    expect(phone, session, e, "CSR", "qr-session-service").expectStatus().isForbidden();
    expect(phone, session, e, "CSR", "identity-service").expectStatus().isNoContent();
    expect(phone, session, e, "CSR", "identity-service").expectStatus().isNoContent();
    TestPhone encryption = decrypter();
    JsonNode problem =
        TestPhone.json(expect(encryption, session, e, "CSR", "identity-service"), 404);
    assertThat(kind(problem)).isEqualTo("signing-key-not-found");
  }

  @Test
  void aProofForAnotherRequestIsAWrongOne() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "one");
    Map<String, Object> body = phone.coSignBody(session, e);
    body.put("q1", randomPoint().hex());
    JsonNode problem = TestPhone.json(phone.post("co-signatures", body), 403);
    assertThat(kind(problem)).isEqualTo("wrong-pin-or-proof");
    assertThat(problem.path("attemptsLeft").asInt()).isEqualTo(4);
    assertThat(holding(phone)).isEqualTo("ACTIVE 4");
    phone.coSign(session, e);
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void aFileKeyOpensTogether() {
    TestPhone phone = decrypter();
    byte[] fileKey = new byte[16];
    TestPhone.RANDOM.nextBytes(fileKey);
    Sm2Ciphertext sealed = Sm2Encryption.encrypt(phone.publicKey(), fileKey, TestPhone.RANDOM);
    UUID envelope = UUID.randomUUID();
    envelopes.put(envelope, new DecryptableEnvelope.Open(sealed.c1()));
    JsonNode answer =
        phone.advance(
            TestPhone.json(
                phone.post("co-decryptions", phone.coDecryptBody(session, envelope, sealed.c1())),
                200));
    byte[] opened =
        DeviceShare.finishDecryption(sealed, PointGate.decodeHex(answer.path("t2").asString()));
    assertThat(opened).isEqualTo(fileKey);
  }

  @Test
  void thePointOfAnotherEnvelopeIsAWrongProof() {
    TestPhone phone = decrypter();
    UUID openBid = UUID.randomUUID();
    envelopes.put(openBid, new DecryptableEnvelope.Open(randomPoint()));
    Map<String, Object> body = phone.coDecryptBody(session, openBid, randomPoint());
    assertThat(refusal(phone, "co-decryptions", body, 403)).isEqualTo("wrong-pin-or-proof");
  }

  @Test
  void everyVerdictOfTheBidSideHasItsProblem() {
    TestPhone phone = decrypter();
    Instant soon = Instant.parse("2026-11-22T09:00:00Z");
    Instant now = Instant.parse("2026-11-22T08:59:59Z");
    refuses(phone, new DecryptableEnvelope.NotYetOpen(soon, now), 403, "opening-not-open");
    refuses(
        phone, new DecryptableEnvelope.WindowClosed(now, soon), 403, "decryption-window-closed");
    refuses(phone, new DecryptableEnvelope.NotARecipient(), 403, "not-a-recipient");
    refuses(phone, new DecryptableEnvelope.SessionNotConfirmed(), 409, "session-not-confirmed");
    refuses(phone, new DecryptableEnvelope.NotSealed(), 409, "envelope-not-sealed");
    refuses(phone, new DecryptableEnvelope.NotFound(), 404, "envelope-not-found");
    UUID early = UUID.randomUUID();
    envelopes.put(early, new DecryptableEnvelope.NotYetOpen(soon, now));
    JsonNode problem =
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, early, randomPoint())), 403);
    assertThat(problem.path("opensAt").asString()).isEqualTo("2026-11-22T09:00:00Z");
    assertThat(problem.path("serverTime").asString()).isEqualTo("2026-11-22T08:59:59Z");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void eachUsageDoesItsOwnAndNoOther() {
    TestPhone signing = signer();
    TestPhone encryption = decrypter();
    UUID envelope = UUID.randomUUID();
    envelopes.put(envelope, new DecryptableEnvelope.Open(randomPoint()));
    assertThat(
            refusal(
                signing,
                "co-decryptions",
                signing.coDecryptBody(session, envelope, randomPoint()),
                409))
        .isEqualTo("key-usage-forbids");
    Sm3Hash e = digest(encryption, "text");
    assertThat(refusal(encryption, "co-signatures", encryption.coSignBody(session, e), 409))
        .isEqualTo("key-usage-forbids");
  }

  @Test
  void aRefreshKeepsTheKeyAndKillsOldCopies() {
    TestPhone phone = signer();
    TestPhone old = phone.cloned();
    JsonNode answer = phone.refresh();
    assertThat(answer.path("generation").asInt()).isEqualTo(2);
    assertThat(answer.path("resetPublicKey").asString()).isEqualTo(phone.resetPublicKey().hex());
    Sm3Hash e = expect(phone, session, "after");
    Sm2Signature signature = phone.coSign(session, e);
    assertThat(Sm2Verifier.verify(phone.publicKey(), e, signature)).isTrue();
    TestPhone oldWithNewToken = old.withToken(phone.token());
    assertThat(
            refusal(oldWithNewToken, "co-signatures", oldWithNewToken.coSignBody(session, e), 403))
        .isEqualTo("wrong-pin-or-proof");
  }

  @Test
  void aRefreshThatDoesNotFitIsRefusedAndCostsNothing() {
    TestPhone phone = signer();
    var refresh = phone.share().refresh(TestPhone.RANDOM);
    var other = phone.share().refresh(TestPhone.RANDOM);
    var mixed = new org.bidseal.smcrypto.share.DeviceRefresh(other.t(), refresh.newShare());
    assertThat(refusal(phone, "refreshes", phone.refreshBody(mixed), 422))
        .isEqualTo("invalid-refresh");
    Map<String, Object> wrongNewProof = phone.refreshBody(refresh);
    wrongNewProof.put("newProof", phone.refreshBody(other).get("newProof"));
    assertThat(refusal(phone, "refreshes", wrongNewProof, 422)).isEqualTo("invalid-refresh");
    Map<String, Object> lazy = phone.refreshBody(refresh);
    lazy.put("t", "0".repeat(63) + "1");
    assertThat(refusal(phone, "refreshes", lazy, 422)).isEqualTo("invalid-refresh");
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
    assertThat(view(phone).path("generation").asInt()).isEqualTo(1);
    phone.refresh();
  }

  @Test
  void anotherPersonSeesAndUsesNothing() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "mine");
    String stranger = Tokens.person(UUID.randomUUID());
    http.get()
        .uri("/api/crypto/v1/keys/" + phone.keyId())
        .headers(headers -> headers.setBearerAuth(stranger))
        .exchange()
        .expectStatus()
        .isNotFound();
    String path = "/api/crypto/v1/keys/" + phone.keyId();
    JsonNode problem =
        TestPhone.json(
            TestPhone.post(http, stranger, path + "/co-signatures", phone.coSignBody(session, e)),
            404);
    assertThat(kind(problem)).isEqualTo("holding-not-found");
    var refresh = phone.share().refresh(TestPhone.RANDOM);
    TestPhone.post(http, stranger, path + "/refreshes", phone.refreshBody(refresh))
        .expectStatus()
        .isNotFound();
    TestPhone.post(http, stranger, path + "/holdings/" + phone.deviceId() + "/unlocking", Map.of())
        .expectStatus()
        .isNotFound();
    TestPhone.post(
            http,
            stranger,
            path + "/reset-key-releases",
            Map.of("deviceId", phone.deviceId().toString()))
        .expectStatus()
        .isNotFound();
    assertThat(holding(phone)).isEqualTo("ACTIVE 5");
  }

  @Test
  void onlyServicesSeeTheInside() {
    TestPhone phone = signer();
    String path = "/internal/crypto/v1/keys/" + phone.keyId();
    http.get()
        .uri(path)
        .headers(headers -> headers.setBearerAuth(Tokens.person(phone.personId())))
        .exchange()
        .expectStatus()
        .isForbidden();
    JsonNode seen =
        TestPhone.json(
            http.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(Tokens.service("identity-service")))
                .exchange(),
            200);
    assertThat(seen.path("publicKey").asString()).isEqualTo(phone.publicKey().hex());
    http.get().uri(path).exchange().expectStatus().isUnauthorized();
  }

  private void refuses(TestPhone phone, DecryptableEnvelope verdict, int status, String problem) {
    UUID envelope = UUID.randomUUID();
    envelopes.put(envelope, verdict);
    Map<String, Object> body = phone.coDecryptBody(session, envelope, randomPoint());
    assertThat(refusal(phone, "co-decryptions", body, status)).isEqualTo(problem);
  }

  private static String refusal(
      TestPhone phone, String operation, Map<String, Object> body, int status) {
    return kind(TestPhone.json(phone.post(operation, body), status));
  }
}
