package org.bidseal.crypto.keyaudit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.database.Transactions;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Uses of keys, as their holders see them, and the chain behind.
class KeyAuditTest extends KeyServiceTest {
  private static final int MANY = 200;
  private static final int AT_ONCE = 32;

  @Autowired private KeyAudit audit;
  @Autowired private KeyUses uses;
  @Autowired private Transactions transactions;

  private final UUID session = UUID.randomUUID();
  private final UUID envelope = UUID.randomUUID();
  private final Point point = randomPoint();

  @Test
  void everyUseIsWrittenDownWithWhatItWasFor() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "a document");
    phone.coSign(session, e);
    TestPhone wrong = phone.withWrongPin();
    for (int i = 0; i < 5; i++) {
      wrong.post("co-signatures", wrong.coSignBody(session, e)).expectStatus().isForbidden();
    }
    verifyRealName(phone.personId());
    String unlocking = "holdings/" + phone.deviceId() + "/unlocking";
    phone.advance(TestPhone.json(phone.post(unlocking, Map.of()), 200));
    TestPhone clone = phone.withToken(Token.random(TestPhone.RANDOM));
    clone.post("co-signatures", clone.coSignBody(session, e)).expectStatus().isEqualTo(423);
    verifyRealName(phone.personId());
    phone.advance(TestPhone.json(phone.post(unlocking, Map.of()), 200));
    phone.refresh();
    verifyRealName(phone.personId());
    phone
        .post("reset-key-releases", Map.of("deviceId", phone.deviceId().toString()))
        .expectStatus()
        .isCreated();

    assertThat(told(phone))
        .containsExactly(
            "RELEASE_RESET_KEY DONE",
            "REFRESH DONE",
            "UNLOCK DONE",
            "CO_SIGN QUARANTINED",
            "UNLOCK DONE",
            "CO_SIGN LOCKED",
            "CO_SIGN PROOF_REFUSED",
            "CO_SIGN PROOF_REFUSED",
            "CO_SIGN PROOF_REFUSED",
            "CO_SIGN PROOF_REFUSED",
            "CO_SIGN DONE",
            "CREATE DONE");
    JsonNode signed = page(phone, "?before=3&limit=1").path("uses").path(0);
    assertThat(signed.path("deviceId").asString()).isEqualTo(phone.deviceId().toString());
    assertThat(signed.path("personId").asString()).isEqualTo(phone.personId().toString());
    assertThat(signed.path("sessionId").asString()).isEqualTo(session.toString());
    assertThat(signed.path("purpose").asString()).isEqualTo("DOCUMENT");
    assertThat(signed.path("reference").asString()).isEqualTo(e.hex());
    assertSound(phone, 12);
  }

  @Test
  void theOwnerSeesAllAndAColleagueHisOwn() {
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    coDecrypt(owner);
    coDecrypt(colleague);

    assertThat(told(owner))
        .containsExactly("CO_DECRYPT DONE", "CO_DECRYPT DONE", "VERIFY_BACKUP DONE", "CREATE DONE");
    assertThat(told(colleague)).containsExactly("CO_DECRYPT DONE", "VERIFY_BACKUP DONE");
    assertThat(page(colleague, "").path("uses").path(0).path("reference").asString())
        .isEqualTo(envelope.toString());
    assertThat(kind(TestPhone.json(uses(UUID.randomUUID(), owner.keyId(), ""), 404)))
        .isEqualTo("key-not-found");
  }

  @Test
  void pagesFollowOneAnother() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "pages");
    for (int i = 0; i < 4; i++) {
      phone.coSign(session, e);
    }
    JsonNode first = page(phone, "?limit=2");
    assertThat(first.path("uses").path(0).path("sequence").asInt()).isEqualTo(5);
    JsonNode second = page(phone, "?limit=3&before=" + first.path("before").asLong());
    assertThat(second.path("uses")).hasSize(3);
    JsonNode last = page(phone, "?limit=3&before=" + second.path("before").asLong());
    assertThat(last.path("uses")).isEmpty();
    assertThat(last.has("before")).isFalse();
    uses(phone.personId(), phone.keyId(), "?limit=0").expectStatus().isBadRequest();
  }

  @Test
  void aRepeatedRequestIsNoSecondUse() {
    TestPhone phone = signer();
    Sm3Hash e = expect(phone, session, "twice");
    Map<String, Object> body = phone.coSignBody(session, e);
    phone.post("co-signatures", body).expectStatus().isOk();
    phone.post("co-signatures", body).expectStatus().isOk();
    assertThat(told(phone)).containsExactly("CO_SIGN DONE", "CREATE DONE");
  }

  @Test
  void aWrongProofOfABackupIsWrittenDown() {
    TestPhone owner = decrypter();
    Map<String, Object> body =
        owner.withWrongPin().backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    assertThat(kind(TestPhone.json(askForHolding(owner, body), 403)))
        .isEqualTo("invalid-share-proof");
    assertThat(told(owner)).containsExactly("VERIFY_BACKUP PROOF_REFUSED", "CREATE DONE");
  }

  @Test
  void usesThatHappenAtOnceFollowOneAnother() {
    TestPhone phone = signer();
    Flux.range(0, MANY)
        .flatMap(_ -> audit.append(use(phone)).as(transactions::inTransaction), AT_ONCE)
        .blockLast();
    assertSound(phone, MANY + 1);
  }

  @Test
  void whatIsRolledBackLeavesNoGap() {
    TestPhone phone = signer();
    assertThatThrownBy(() ->
            audit
                .append(use(phone))
                .then(Mono.<Void>error(new IllegalStateException("no")))
                .as(transactions::inTransaction)
                .block())
        .isInstanceOf(IllegalStateException.class);
    audit.append(use(phone)).block();
    assertSound(phone, 2);
  }

  @Test
  void usesAreFinal() {
    TestPhone phone = signer();
    for (String change :
        List.of(
            "update key_use set outcome = 'FAILED' where key_id = :key",
            "delete from key_use where key_id = :key")) {
      assertThatThrownBy(() -> database.sql(change).bind("key", phone.keyId()).then().block())
          .hasStackTraceContaining("only ever added");
    }
    assertSound(phone, 1);
  }

  private static KeyUse use(TestPhone phone) {
    return new KeyUse(
        phone.keyId(),
        KeyOperation.CO_SIGN,
        KeyOutcome.FAILED,
        phone.deviceId(),
        phone.personId(),
        Occasion.NONE,
        UUID.randomUUID());
  }

  private void coDecrypt(TestPhone phone) {
    phone.advance(
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)), 200));
  }

  /// The chain has so many uses, each at its place.
  private void assertSound(TestPhone phone, int expected) {
    List<RecordedUse> chain =
        requireNonNull(uses.between(phone.keyId(), 0, Long.MAX_VALUE).collectList().block());
    Sm3Hash head = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);
    Instant time = Instant.MIN;
    for (int i = 0; i < chain.size(); i++) {
      RecordedUse use = chain.get(i);
      assertThat(use.sequence()).isEqualTo(i + 1);
      assertThat(use.previousHead()).isEqualTo(head);
      assertThat(use.time()).isAfterOrEqualTo(time);
      head = use.head();
      time = use.time();
    }
    assertThat(chain).hasSize(expected);
    assertThat(
            database
                .sql("select head from key_use where key_id = :key and sequence = :last")
                .bind("key", phone.keyId())
                .bind("last", (long) expected)
                .mapValue(String.class)
                .one()
                .block())
        .isEqualTo(head.hex());
  }

  private JsonNode page(TestPhone phone, String query) {
    return TestPhone.json(uses(phone.personId(), phone.keyId(), query), 200);
  }
}
