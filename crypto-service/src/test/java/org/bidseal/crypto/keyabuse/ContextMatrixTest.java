package org.bidseal.crypto.keyabuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceSignature;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// A proof serves in the one context that it was made for: every context's proof is presented to
/// every other operation, and to its own with each field another.
class ContextMatrixTest extends KeyServiceTest {
  private final UUID requestId = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private final UUID envelope = UUID.randomUUID();
  private final UUID backup = UUID.randomUUID();
  private final Point q1 = DeviceSignature.start(TestPhone.RANDOM).q1();
  private final Point c1 = randomPoint();
  private final Point newP1 = randomPoint();

  @Test
  void noOtherContextCoSigns() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "matrix");
    Map<String, ProofContext> others = contexts(phone, e);
    others.remove("co-sign");
    others.putAll(
        requestFields(
            phone,
            (key, device, request, token) ->
                ProofContext.coSign(key, device, request, token, session, e, q1)));
    others.put("session", coSign(phone, phone.token(), UUID.randomUUID(), e, q1));
    others.put("e", coSign(phone, phone.token(), session, digest(phone, "other"), q1));
    others.put("q1", coSign(phone, phone.token(), session, e, randomPoint()));

    others.forEach((name, context) -> {
      Map<String, Object> body = phone.coSignBody(requestId, session, e, q1);
      guessed(name, phone, "co-signatures", with(body, phone, context));
    });

    ProofContext own = coSign(phone, phone.token(), session, e, q1);
    phone
        .post("co-signatures", with(phone.coSignBody(requestId, session, e, q1), phone, own))
        .expectStatus()
        .isOk();
  }

  @Test
  void noOtherContextCoDecrypts() {
    envelopes.put(envelope, new DecryptableEnvelope.Open(c1));
    TestPhone phone = decrypter();
    Sm3Hash e = digest(phone, "matrix");
    Map<String, ProofContext> others = contexts(phone, e);
    others.remove("co-decrypt");
    others.putAll(
        requestFields(
            phone,
            (key, device, request, token) ->
                ProofContext.coDecrypt(key, device, request, token, session, envelope)));
    others.put("session", coDecrypt(phone, UUID.randomUUID(), envelope));
    others.put("envelope", coDecrypt(phone, session, UUID.randomUUID()));

    others.forEach((name, context) -> {
      Map<String, Object> body = phone.coDecryptBody(requestId, session, envelope, c1);
      body.put(
          "proof",
          TestPhone.proof(
              phone.share().proveDecryption(context, c1, phone.share().t1(c1), TestPhone.RANDOM)));
      guessed(name, phone, "co-decryptions", body);
      guessed(name + ", one pair", phone, "co-decryptions", with(body, phone, context));
    });
  }

  @Test
  void noOtherContextRefreshes() {
    TestPhone phone = signer();
    var refresh = phone.share().refresh(TestPhone.RANDOM);
    Map<String, ProofContext> others = contexts(phone, digest(phone, "matrix"));
    others.forEach((name, context) ->
        guessed(name, phone, "refreshes", with(phone.refreshBody(refresh), phone, context)));
    assertThat(view(phone).path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void noOtherContextMakesAKey() {
    TestPhone phone = signer();
    Map<String, ProofContext> others = contexts(phone, digest(phone, "matrix"));
    others.put("usage", ProofContext.create(phone.deviceId(), KeyUsage.ENCRYPTION));
    others.put("device", ProofContext.create(UUID.randomUUID(), KeyUsage.SIGNING));
    others.remove("create");
    others.forEach((name, context) -> {
      Map<String, Object> body =
          with(
              TestPhone.createBody(phone.share(), phone.deviceId(), KeyUsage.SIGNING),
              phone,
              context);
      refused(
          name, TestPhone.post(http, Tokens.person(phone.personId()), "/api/crypto/v1/keys", body));
    });
  }

  @Test
  void noOtherContextVerifiesABackup() {
    TestPhone phone = decrypter();
    UUID device = UUID.randomUUID();
    Map<String, ProofContext> others = contexts(phone, digest(phone, "matrix"));
    others.put("backup", ProofContext.verifyBackup(phone.keyId(), device, UUID.randomUUID()));
    others.put("key", ProofContext.verifyBackup(UUID.randomUUID(), device, backup));
    others.forEach((name, context) -> {
      letCheckBackups(phone);
      Map<String, Object> body =
          with(phone.backupBody(backup, UUID.randomUUID(), device), phone, context);
      refused(name, askForHolding(phone, body));
    });
    askForHolding(phone, phone.backupBody(backup, UUID.randomUUID(), device))
        .expectStatus()
        .isCreated();
  }

  /// A proof for each operation, with all that the requests here have in common.
  private Map<String, ProofContext> contexts(TestPhone phone, Sm3Hash e) {
    Map<String, ProofContext> contexts = new LinkedHashMap<>();
    contexts.put("create", ProofContext.create(phone.deviceId(), KeyUsage.SIGNING));
    contexts.put("co-sign", coSign(phone, phone.token(), session, e, q1));
    contexts.put("co-decrypt", coDecrypt(phone, session, envelope));
    contexts.put(
        "refresh",
        ProofContext.refresh(phone.keyId(), phone.deviceId(), requestId, phone.token(), newP1));
    contexts.put(
        "verify-backup", ProofContext.verifyBackup(phone.keyId(), phone.deviceId(), backup));
    return contexts;
  }

  private ProofContext coSign(TestPhone phone, Token token, UUID in, Sm3Hash e, Point q) {
    return ProofContext.coSign(phone.keyId(), phone.deviceId(), requestId, token, in, e, q);
  }

  private ProofContext coDecrypt(TestPhone phone, UUID in, UUID of) {
    return ProofContext.coDecrypt(
        phone.keyId(), phone.deviceId(), requestId, phone.token(), in, of);
  }

  /// The contexts of an operation, each with one field another.
  private Map<String, ProofContext> requestFields(TestPhone phone, OfRequest context) {
    UUID key = phone.keyId();
    UUID device = phone.deviceId();
    Token token = phone.token();
    UUID other = UUID.randomUUID();
    return Map.of(
        "key", context.of(other, device, requestId, token),
        "device", context.of(key, other, requestId, token),
        "request", context.of(key, device, other, token),
        "token", context.of(key, device, requestId, Token.random(TestPhone.RANDOM)));
  }

  private interface OfRequest {
    ProofContext of(UUID key, UUID device, UUID request, Token token);
  }

  private static Map<String, Object> with(
      Map<String, Object> body, TestPhone phone, ProofContext context) {
    body.put("proof", TestPhone.proof(phone.share().prove(context, TestPhone.RANDOM)));
    return body;
  }

  /// Refused as a wrong PIN is, and counted; then there are five attempts again.
  private void guessed(String name, TestPhone phone, String operation, Map<String, Object> body) {
    JsonNode problem = TestPhone.json(phone.post(operation, body), 403);
    assertThat(kind(problem)).as(name).isEqualTo("wrong-pin-or-proof");
    assertThat(problem.path("attemptsLeft").asInt()).as(name).isEqualTo(4);
    for (String sql :
        new String[] {
          "update holding set attempts_left = 5 where key_id = :key",
          "delete from attempt where key_id = :key"
        }) {
      database.sql(sql).bind("key", phone.keyId()).then().block();
    }
  }

  private static void refused(String name, WebTestClient.ResponseSpec answer) {
    assertThat(kind(TestPhone.json(answer, 403))).as(name).isEqualTo("invalid-share-proof");
  }

  private void letCheckBackups(TestPhone phone) {
    database
        .sql("update split_key set backup_checks_left = 5 where key_id = :key")
        .bind("key", phone.keyId())
        .then()
        .block();
  }
}
