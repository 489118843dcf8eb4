package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What other services and the persons' devices are told, in the order in which it happened.
class EventsTest extends KeyServiceTest {
  private static final String PREFIX = "org.bidseal.crypto.";

  @Test
  void aKeysLifeIsToldInOrderAndInItsGoldenForm() {
    UUID session = UUID.randomUUID();
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    TestPhone phone = decrypter();
    openBackup(phone);
    TestPhone wrong = phone.withWrongPin();
    for (int i = 0; i < 5; i++) {
      wrong.post("co-decryptions", wrong.coDecryptBody(session, envelope, point));
    }
    verifyRealName(phone.personId());
    String unlocking = "holdings/" + phone.deviceId() + "/unlocking";
    phone.advance(TestPhone.json(phone.post(unlocking, Map.of()), 200));
    TestPhone clone = phone.withToken(Token.random(TestPhone.RANDOM));
    clone.post("co-decryptions", clone.coDecryptBody(session, envelope, point));
    verifyRealName(phone.personId());
    phone.advance(TestPhone.json(phone.post(unlocking, Map.of()), 200));
    phone.refresh();
    verifyRealName(phone.personId());
    phone
        .post("reset-key-releases", Map.of("deviceId", phone.deviceId().toString()))
        .expectStatus()
        .isCreated();

    List<String> expected =
        List.of(
            "key-created.v1",
            "holding-created.v1",
            "holding-locked.v1",
            "holding-unlocked.v1",
            "holding-quarantined.v1",
            "holding-unlocked.v1",
            "share-refreshed.v1",
            "reset-key-released.v1");
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", phone.keyId()))
            .extracting(event -> event.path("type").asString().substring(PREFIX.length()))
            .containsExactlyElementsOf(expected));
    for (JsonNode event : PublishedEvents.about("bidseal.crypto", phone.keyId())) {
      if (event.path("type").asString().equals(PREFIX + "key-created.v1")) {
        GoldenEvents.verify(event, "/data/publicKey");
      } else {
        GoldenEvents.verify(event);
      }
    }
  }

  @Test
  void metricsHaveTheirNames() {
    UUID session = UUID.randomUUID();
    TestPhone phone = signer();
    phone.coSign(session, expect(phone, session, "metrics"));
    TestPhone decrypter = decrypter();
    decrypter.post(
        "co-decryptions", decrypter.coDecryptBody(session, UUID.randomUUID(), randomPoint()));
    String text =
        http.get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(text)
        .contains("bidseal_cosigns_total{")
        .contains("result=\"answered\"")
        .contains("bidseal_codecrypts_total{")
        .contains("result=\"envelope_not_found\"")
        .contains("bidseal_cosign_seconds_count")
        .contains("bidseal_proof_checks_total{");
  }
}
