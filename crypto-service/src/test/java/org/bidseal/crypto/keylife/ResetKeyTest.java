package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// A forgotten PIN: the box that only the server can open, once, after real-name verification.
class ResetKeyTest extends KeyServiceTest {
  @Test
  void theReleasedKeyOpensTheBoxAndARefreshRenewsIt() {
    TestPhone phone = signer();
    byte[] d1 = phone.share().exposeD1().exposeBytes();
    Sm2Ciphertext box = Sm2Encryption.encrypt(phone.resetPublicKey(), d1, TestPhone.RANDOM);
    assertThat(kind(TestPhone.json(release(phone, "one"), 409))).isEqualTo("real-name-required");
    verifyRealName(phone.personId());

    JsonNode released = TestPhone.json(release(phone, "one"), 201);
    Sm2KeyPair pair = Sm2KeyPair.of(Scalar.ofHex(released.path("resetPrivateKey").asString()));
    assertThat(pair.publicKey()).isEqualTo(phone.resetPublicKey());
    assertThat(pair.decrypt(box)).isEqualTo(d1);

    assertThat(TestPhone.json(release(phone, "one"), 201)).isEqualTo(released);
    assertThat(kind(TestPhone.json(release(phone, "two"), 409))).isEqualTo("reset-key-released");

    Point renewed = PointGate.decodeHex(phone.refresh().path("resetPublicKey").asString());
    assertThat(renewed).isNotEqualTo(phone.resetPublicKey());
    JsonNode second = TestPhone.json(release(phone, "three"), 201);
    Sm2KeyPair next = Sm2KeyPair.of(Scalar.ofHex(second.path("resetPrivateKey").asString()));
    assertThat(next.publicKey()).isEqualTo(renewed);
  }

  @Test
  void theSameRequestMaySeeItForTenMinutesOnly() {
    TestPhone phone = signer();
    verifyRealName(phone.personId());
    release(phone, "late").expectStatus().isCreated();
    database
        .sql(
            """
            update split_key set reset_released_at = clock_timestamp() - interval '11 minutes'
             where key_id = :key
            """)
        .bind("key", phone.keyId())
        .then()
        .block();
    assertThat(kind(TestPhone.json(release(phone, "late"), 409))).isEqualTo("reset-key-released");
  }

  @Test
  void anOldVerificationIsNotEnough() {
    TestPhone phone = signer();
    database
        .sql("update split_key set created_at = created_at - interval '1 day' where key_id = :key")
        .bind("key", phone.keyId())
        .then()
        .block();
    verifyRealName(phone.personId(), "clock_timestamp() - interval '31 minutes'");
    assertThat(kind(TestPhone.json(release(phone, "old"), 409))).isEqualTo("real-name-required");
  }

  @Test
  void aBackupHolderGetsNothing() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    verifyRealName(colleague.personId());
    assertThat(kind(TestPhone.json(release(colleague, "mine"), 404))).isEqualTo("key-not-found");
  }

  private WebTestClient.ResponseSpec release(TestPhone phone, String idempotencyKey) {
    return http.post()
        .uri("/api/crypto/v1/keys/" + phone.keyId() + "/reset-key-releases")
        .headers(headers -> headers.setBearerAuth(Tokens.person(phone.personId())))
        .header("Idempotency-Key", phone.keyId() + idempotencyKey)
        .bodyValue(Map.of("deviceId", phone.deviceId().toString()))
        .exchange();
  }

  @Test
  void aReleaseNeedsADeviceThatHoldsTheKey() {
    TestPhone phone = signer();
    verifyRealName(phone.personId());
    JsonNode problem =
        TestPhone.json(
            phone.post("reset-key-releases", Map.of("deviceId", UUID.randomUUID().toString())),
            404);
    assertThat(kind(problem)).isEqualTo("holding-not-found");
  }
}
