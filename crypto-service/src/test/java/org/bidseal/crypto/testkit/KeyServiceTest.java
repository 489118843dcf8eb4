package org.bidseal.crypto.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// What the tests of the key side have in common.
@ServiceTest(database = "crypto")
@Import(TestEnvelopes.Config.class)
public abstract class KeyServiceTest {
  @Autowired protected WebTestClient http;
  @Autowired protected TestEnvelopes envelopes;
  @Autowired protected DatabaseClient database;

  protected TestPhone signer() {
    return TestPhone.enrol(http, KeyUsage.SIGNING);
  }

  protected TestPhone decrypter() {
    return TestPhone.enrol(http, KeyUsage.ENCRYPTION);
  }

  /// A colleague's phone opens a backup of the owner's share.
  protected TestPhone openBackup(TestPhone owner) {
    return openBackup(owner, UUID.randomUUID());
  }

  protected TestPhone openBackup(TestPhone owner, UUID backupId) {
    return OpenedBackups.open(http, owner, backupId, UUID.randomUUID(), UUID.randomUUID());
  }

  /// As keyescrow-service does once a backup is verified.
  protected WebTestClient.ResponseSpec askForHolding(TestPhone owner, Map<String, Object> body) {
    return OpenedBackups.ask(http, owner, body);
  }

  /// A digest of this text under the phone's key, expected in the session.
  protected Sm3Hash expect(TestPhone phone, UUID sessionId, String text) {
    Sm3Hash e = digest(phone, text);
    expect(phone, sessionId, e, "DOCUMENT", "signing-service").expectStatus().isNoContent();
    return e;
  }

  protected static Sm3Hash digest(TestPhone phone, String text) {
    return Sm2Digest.of(phone.publicKey(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  protected WebTestClient.ResponseSpec expect(
      TestPhone phone, UUID sessionId, Sm3Hash e, String purpose, String service) {
    return TestPhone.post(
        phone.http(),
        Tokens.service(service),
        "/internal/crypto/v1/signing-expectations",
        Map.of(
            "sessionId", sessionId.toString(),
            "personId", phone.personId().toString(),
            "keyId", phone.keyId().toString(),
            "e", e.hex(),
            "purpose", purpose,
            "expiresAt", Instant.now().plusSeconds(600).toString()));
  }

  /// The key as its owner sees it.
  protected JsonNode view(TestPhone phone) {
    return TestPhone.json(
        http.get()
            .uri("/api/crypto/v1/keys/" + phone.keyId())
            .headers(headers -> headers.setBearerAuth(Tokens.person(phone.personId())))
            .exchange(),
        200);
  }

  /// State and attempts of the phone's holding, such as `ACTIVE 5`.
  protected String holding(TestPhone phone) {
    for (JsonNode holding : view(phone).path("holdings")) {
      if (holding.path("deviceId").asString().equals(phone.deviceId().toString())) {
        return holding.path("state").asString() + " " + holding.path("attemptsLeft").asInt();
      }
    }
    return "none";
  }

  /// Lets the person have passed real-name verification just now.
  protected void verifyRealName(UUID personId) {
    verifyRealName(personId, "clock_timestamp()");
  }

  protected void verifyRealName(UUID personId, String at) {
    database
        .sql(
            """
            insert into person (person_id, name, verified_at) values (:person, 'Test', %s)
            on conflict (person_id) do update set verified_at = excluded.verified_at
            """
                .formatted(at))
        .bind("person", personId)
        .then()
        .block();
  }

  protected static String kind(JsonNode problem) {
    String type = problem.path("type").asString();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  protected static Point randomPoint() {
    return Point.generatorTimes(org.bidseal.smcrypto.Scalar.random(TestPhone.RANDOM));
  }

  /// What the person of a phone reads of the key's uses, the last one first.
  protected List<String> told(TestPhone phone) {
    return TestPhone.json(uses(phone.http(), phone.personId(), phone.keyId(), ""), 200)
        .path("uses")
        .valueStream()
        .map(use -> use.path("operation").asString() + " " + use.path("outcome").asString())
        .toList();
  }

  protected WebTestClient.ResponseSpec uses(UUID person, UUID key, String query) {
    return uses(http, person, key, query);
  }

  private static WebTestClient.ResponseSpec uses(
      WebTestClient service, UUID person, UUID key, String query) {
    return service
        .get()
        .uri("/api/crypto/v1/keys/" + key + "/uses" + query)
        .headers(headers -> headers.setBearerAuth(Tokens.person(person)))
        .exchange();
  }
}
