package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.Holdings;
import org.bidseal.crypto.key.ResetKey;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.keywrapping.Aad;
import org.bidseal.keywrapping.KeyWrapping;
import org.bidseal.keywrapping.SecretBytes;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm2Curve;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published vectors, through the whole service: each request as another implementation of the
/// phone sends it.
class VectorsTest extends KeyServiceTest {
  @Autowired private SplitKeys keys;
  @Autowired private Holdings holdings;
  @Autowired private ShareCustody custody;
  @Autowired private KeyWrapping wrapping;

  private final UUID person = UUID.randomUUID();

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream file = VectorsTest.class.getResourceAsStream("/vectors/split-key.json")) {
      JsonNode whole = new JsonMapper().readTree(Objects.requireNonNull(file));
      return whole.path("vectors").valueStream().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void create(JsonNode vector) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("usage", id(vector, "usage"));
    body.put("deviceId", id(vector, "deviceId"));
    body.put("p1", vector.at("/create/P1").asString());
    body.put("proof", proof(vector.at("/create/proof")));
    TestPhone.json(TestPhone.post(http, Tokens.person(person), "/api/crypto/v1/keys", body), 201);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void coSign(JsonNode vector) {
    store(vector, KeyUsage.SIGNING);
    JsonNode step = vector.path("coSign");
    String e = step.path("e").asString();
    TestPhone.post(
            http,
            Tokens.service("signing-service"),
            "/internal/crypto/v1/signing-expectations",
            Map.of(
                "sessionId",
                id(vector, "sessionId"),
                "personId",
                person.toString(),
                "keyId",
                id(vector, "keyId"),
                "e",
                e,
                "purpose",
                "DOCUMENT",
                "expiresAt",
                "2999-01-01T00:00:00Z"))
        .expectStatus()
        .isNoContent();
    Map<String, Object> body = request(vector, step);
    body.put("e", e);
    body.put("q1", step.path("Q1").asString());
    JsonNode answer = post(vector, "co-signatures", body, 200);

    BigInteger d1 = number(vector.at("/create/D1"));
    BigInteger k1 = number(step.path("k1"));
    BigInteger r = number(answer.path("r"));
    BigInteger sum =
        Sm2Curve.add(Sm2Curve.multiply(k1, number(answer.path("s2"))), number(answer.path("s3")));
    BigInteger s = Sm2Curve.subtract(Sm2Curve.multiply(d1, sum), r);
    assertThat(
            Sm2Verifier.verify(
                PointGate.decodeHex(vector.at("/create/P").asString()),
                Sm3Hash.ofHex(e),
                new Sm2Signature(r, s)))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void coDecrypt(JsonNode vector) {
    store(vector, KeyUsage.ENCRYPTION);
    JsonNode step = vector.path("coDecrypt");
    envelopes.put(
        UUID.fromString(id(vector, "envelopeId")),
        new DecryptableEnvelope.Open(PointGate.decodeHex(step.path("C1").asString())));
    Map<String, Object> substituted = request(vector, step);
    substituted.put("envelopeId", id(vector, "envelopeId"));
    substituted.put("t1", step.path("substitutedT1").asString());
    substituted.put("requestId", UUID.randomUUID().toString());
    assertThat(kind(post(vector, "co-decryptions", substituted, 403)))
        .isEqualTo("wrong-pin-or-proof");
    Map<String, Object> body = request(vector, step);
    body.put("envelopeId", id(vector, "envelopeId"));
    body.put("t1", step.path("T1").asString());
    JsonNode answer = post(vector, "co-decryptions", body, 200);
    assertThat(answer.path("t2").asString()).isEqualTo(step.path("T2").asString());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void refresh(JsonNode vector) {
    store(vector, KeyUsage.ENCRYPTION);
    JsonNode step = vector.path("refresh");
    Map<String, Object> body = request(vector, step);
    body.remove("sessionId");
    body.put("t", step.path("t").asString());
    body.put("newP1", step.path("P1").asString());
    body.put("newProof", proof(step.path("proofNew")));
    JsonNode answer = post(vector, "refreshes", body, 200);
    assertThat(answer.path("generation").asInt()).isEqualTo(2);
    SplitKey key = keys.find(UUID.fromString(id(vector, "keyId"))).block();
    try (var share = custody.open(Objects.requireNonNull(key))) {
      assertThat(share.exposeD2().exposeHex()).isEqualTo(step.path("D2").asString());
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void verifyBackup(JsonNode vector) {
    store(vector, KeyUsage.ENCRYPTION);
    JsonNode step = vector.path("verifyBackup");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("backupId", step.path("backupId").asString());
    body.put("deviceId", id(vector, "deviceId"));
    body.put("personId", person.toString());
    body.put("generation", 1);
    body.put("proof", proof(step.path("proof")));
    TestPhone.json(
        TestPhone.post(
            http,
            Tokens.service("keyescrow-service"),
            "/internal/crypto/v1/keys/" + id(vector, "keyId") + "/holdings",
            body),
        201);
  }

  private void store(JsonNode vector, KeyUsage usage) {
    UUID keyId = UUID.fromString(id(vector, "keyId"));
    for (String table : new String[] {"attempt", "holding", "signing_expectation", "split_key"}) {
      database
          .sql("delete from " + table + " where key_id = :key")
          .bind("key", keyId)
          .then()
          .block();
    }
    Sm2KeyPair reset = Sm2KeyPair.generate(TestPhone.RANDOM);
    SplitKey key =
        new SplitKey(
            keyId,
            usage,
            person,
            PointGate.decodeHex(vector.at("/create/P").asString()),
            PointGate.decodeHex(vector.at("/create/P1").asString()),
            1,
            wrap(Scalar.ofHex(vector.at("/create/D2").asString()), "server-share", keyId),
            new ResetKey(
                reset.publicKey(), wrap(reset.exposePrivateKey(), "reset-key", keyId), false));
    Holding holding =
        new Holding(
            keyId,
            UUID.fromString(id(vector, "deviceId")),
            person,
            1,
            new HoldingState.Active(5),
            Token.ofHex(id(vector, "token")),
            null,
            null);
    keys.insert(key).then(holdings.putActive(holding)).block();
  }

  private WrappedSecret wrap(Scalar secret, String purpose, UUID keyId) {
    return wrapping.wrap(SecretBytes.takeOver(secret.exposeBytes()), Aad.of(purpose, keyId, 1));
  }

  private JsonNode post(JsonNode vector, String operation, Map<String, Object> body, int status) {
    return TestPhone.json(
        TestPhone.post(
            http,
            Tokens.person(person),
            "/api/crypto/v1/keys/" + id(vector, "keyId") + "/" + operation,
            body),
        status);
  }

  private static Map<String, Object> request(JsonNode vector, JsonNode step) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("requestId", id(vector, "requestId"));
    body.put("deviceId", id(vector, "deviceId"));
    body.put("token", id(vector, "token"));
    body.put("sessionId", id(vector, "sessionId"));
    body.put("proof", proof(step.path("proof")));
    return body;
  }

  private static Map<String, Object> proof(JsonNode proof) {
    return Map.of("c", proof.path("c").asString(), "z", proof.path("z").asString());
  }

  private static String id(JsonNode vector, String name) {
    return vector.path("ids").path(name).asString();
  }

  private static BigInteger number(JsonNode hex) {
    return new BigInteger(hex.asString(), 16);
  }
}
