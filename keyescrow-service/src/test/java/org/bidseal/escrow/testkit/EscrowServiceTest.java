package org.bidseal.escrow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.escrow.wire.SignatureText;
import org.bidseal.identityview.KnownIdentity;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.ServiceTest;
import org.bidseal.testsupport.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service with people, phones and keys around it.
@ServiceTest(database = "escrow")
@Import({KnownIdentity.class, People.class, HeardEvents.class})
public abstract class EscrowServiceTest {
  protected static final CryptoSide CRYPTO = new CryptoSide();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired protected WebTestClient client;
  @Autowired protected KnownIdentity identity;
  @Autowired protected People people;
  @Autowired protected HeardEvents events;
  @Autowired protected SecureRandom random;
  @Autowired protected DatabaseClient database;

  protected final UUID enterpriseId = UUID.randomUUID();

  @DynamicPropertySource
  static void urls(DynamicPropertyRegistry properties) {
    properties.add("bidseal.services.crypto-service.url", CRYPTO::url);
    properties.add("bidseal.escrow.waiting-time", () -> "PT1H");
  }

  /// An encryption key that this service knows.
  protected TestKey encryptionKey(TestPhone owner) {
    return key(owner, KeyUsage.ENCRYPTION);
  }

  protected TestKey key(TestPhone owner, KeyUsage usage) {
    TestKey key = people.key(owner, usage, enterpriseId);
    CRYPTO.know(key);
    Awaiting.untilAsserted(() ->
        assertThat(keys(owner).path("onThisDevice").valueStream())
            .anyMatch(own -> own.path("keyId").asString().equals(key.keyId().toString())));
    return key;
  }

  protected JsonNode keys(TestPhone phone) {
    return ok(get(phone, "/keys?deviceId=" + phone.deviceId()), 200);
  }

  /// Registers and endorses a phone's transport key, by a certificate of an enterprise.
  protected void endorse(TestPhone phone, UUID enterprise) {
    Sm2KeyPair signingKey = Sm2KeyPair.generate(random);
    UUID certificate = identity.signingCertificate(phone.personId(), enterprise, signingKey);
    JsonNode asked = ok(register(phone, certificate), 200);
    byte[] statement = Base64.getDecoder().decode(asked.path("statement").asString());
    ok(
        call(
            HttpMethod.PUT,
            phone,
            transportKey(phone) + "/endorsement",
            signature(signingKey, statement)),
        200);
  }

  protected Answer register(TestPhone phone, UUID certificateId) {
    return call(
        HttpMethod.PUT,
        phone,
        transportKey(phone),
        Map.of(
            "publicKey", phone.transportKey().publicKey().hex(), "certificateId", certificateId));
  }

  protected static String transportKey(TestPhone phone) {
    return "/devices/" + phone.deviceId() + "/transport-key";
  }

  protected Map<String, Object> signature(Sm2KeyPair key, byte[] message) {
    SignatureText text = SignatureText.of(key.signMessage(message, random));
    return Map.of("r", text.r(), "s", text.s());
  }

  /// The body by which an owner backs a key up.
  protected Map<String, Object> backup(TestKey key, TestPhone holder) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("keyId", key.keyId());
    body.put("generation", key.generation());
    body.put("holderDeviceId", holder.deviceId());
    body.put("ciphertext", key.sealedFor(holder.transportKey().publicKey(), random));
    body.put("comparison", "CONFIRMED");
    return body;
  }

  protected UUID backedUp(TestPhone owner, TestKey key, TestPhone holder) {
    return id(ok(post(owner, "/backups", backup(key, holder)), 201), "backupId");
  }

  protected Answer verify(TestPhone holder, TestKey key, UUID backupId) {
    return post(
        holder,
        "/backups/" + backupId + "/verification",
        Map.of(
            "deviceId",
            holder.deviceId(),
            "proof",
            key.proof(backupId, holder.deviceId(), random)));
  }

  /// A verified backup on a colleague's phone.
  protected UUID verifiedBackup(TestPhone owner, TestKey key, TestPhone holder) {
    UUID backupId = backedUp(owner, key, holder);
    ok(verify(holder, key, backupId), 200);
    return backupId;
  }

  /// The kinds of notices that a person got, oldest first.
  protected List<String> told(TestPhone phone) {
    return ok(get(phone, "/notices"), 200)
        .path("notices")
        .valueStream()
        .map(notice -> notice.path("kind").asString())
        .toList();
  }

  /// Lets the waiting time of a recovery have passed.
  protected void waited(UUID recoveryId) {
    await(
        database
            .sql("update recovery set importable_at = clock_timestamp() where recovery_id = :id")
            .bind("id", recoveryId)
            .then());
  }

  protected static void await(Mono<?> work) {
    try {
      work.toFuture().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  protected static UUID id(JsonNode body, String field) {
    return UUID.fromString(body.path(field).asString());
  }

  /// An answer of the service.
  protected record Answer(int status, JsonNode body) {}

  protected static JsonNode ok(Answer answer, int status) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    return answer.body();
  }

  protected static JsonNode problem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.body().path("type").asString()).endsWith("/" + slug);
    assertThat(answer.body().path("next").path("zh").asString()).isNotBlank();
    return answer.body();
  }

  protected Answer get(TestPhone phone, String path) {
    return call(HttpMethod.GET, phone, path, null);
  }

  protected Answer post(TestPhone phone, String path, @Nullable Map<String, ?> body) {
    return call(HttpMethod.POST, phone, path, body);
  }

  protected Answer call(
      HttpMethod method, TestPhone phone, String path, @Nullable Map<String, ?> body) {
    var request =
        client
            .mutate()
            .responseTimeout(Duration.ofSeconds(40))
            .build()
            .method(method)
            .uri("/api/escrow/v1" + path)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + Tokens.person(phone.personId()))
            .header("Idempotency-Key", UUID.randomUUID().toString());
    if (body != null) {
      request.bodyValue(body);
    }
    var result = request.exchange().expectBody().returnResult();
    byte[] content = result.getResponseBody();
    return new Answer(
        result.getStatus().value(),
        content == null ? JSON.createObjectNode() : JSON.readTree(content));
  }
}
