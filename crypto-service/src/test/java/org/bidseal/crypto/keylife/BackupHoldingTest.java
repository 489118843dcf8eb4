package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Holdings from verified backups, as keyescrow-service asks for them.
class BackupHoldingTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();

  @Test
  void aColleagueDecryptsAsHimself() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    colleague.advance(
        TestPhone.json(
            colleague.post("co-decryptions", colleague.coDecryptBody(session, envelope, point)),
            200));
    assertThat(holding(owner)).isEqualTo("ACTIVE 5");
    assertThat(view(owner).path("holdings")).hasSize(2);
    JsonNode asColleague = view(colleague);
    assertThat(asColleague.path("holdings")).hasSize(1);
    assertThat(asColleague.path("ownerPersonId").asString()).isEqualTo(owner.personId().toString());
  }

  @Test
  void aColleagueDoesNotRefresh() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    var refresh = colleague.share().refresh(TestPhone.RANDOM);
    assertThat(
            kind(TestPhone.json(colleague.post("refreshes", colleague.refreshBody(refresh)), 403)))
        .isEqualTo("not-the-key-owner");
  }

  @Test
  void theOwnersRefreshMakesEveryOtherHoldingStaleUntilBackedUpAnew() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    owner.refresh();
    assertThat(holding(colleague)).isEqualTo("STALE 0");
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    assertThat(
            kind(
                TestPhone.json(
                    colleague.post(
                        "co-decryptions", colleague.coDecryptBody(session, envelope, point)),
                    409)))
        .isEqualTo("stale-share");
    Map<String, Object> anew =
        owner.backupBody(UUID.randomUUID(), colleague.personId(), colleague.deviceId());
    JsonNode given = TestPhone.json(askForHolding(owner, anew), 201);
    TestPhone again =
        owner.onOtherDevice(
            colleague.personId(),
            colleague.deviceId(),
            Token.ofHex(given.path("token").asString()));
    again.advance(
        TestPhone.json(
            again.post("co-decryptions", again.coDecryptBody(session, envelope, point)), 200));
  }

  @Test
  void theFirstTokenComesAgainUntilItIsUsed() {
    TestPhone owner = decrypter();
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    Map<String, Object> body = owner.backupBody(UUID.randomUUID(), person, device);
    JsonNode first = TestPhone.json(askForHolding(owner, body), 201);
    assertThat(TestPhone.json(askForHolding(owner, body), 201)).isEqualTo(first);
    TestPhone colleague =
        owner.onOtherDevice(person, device, Token.ofHex(first.path("token").asString()));
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    colleague
        .post("co-decryptions", colleague.coDecryptBody(session, envelope, point))
        .expectStatus()
        .isOk();
    assertThat(kind(TestPhone.json(askForHolding(owner, body), 409))).isEqualTo("holding-in-use");
  }

  @Test
  void signingKeysAndOldGenerationsAndOtherServicesAreRefused() {
    TestPhone signing = signer();
    Map<String, Object> body =
        signing.backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    assertThat(kind(TestPhone.json(askForHolding(signing, body), 409)))
        .isEqualTo("key-usage-forbids");
    TestPhone owner = decrypter();
    Map<String, Object> old =
        owner.backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    owner.refresh();
    assertThat(kind(TestPhone.json(askForHolding(owner, old), 409))).isEqualTo("stale-share");
    TestPhone.post(
            http,
            Tokens.service("qr-session-service"),
            "/internal/crypto/v1/keys/" + owner.keyId() + "/holdings",
            old)
        .expectStatus()
        .isForbidden();
    TestPhone.post(
            http,
            Tokens.person(owner.personId()),
            "/internal/crypto/v1/keys/" + owner.keyId() + "/holdings",
            old)
        .expectStatus()
        .isForbidden();
  }

  @Test
  void guessesThroughBackupsAreCountedForTheWholeKey() {
    TestPhone owner = decrypter();
    TestPhone wrong = owner.withWrongPin();
    for (int left = 4; left >= 0; left--) {
      JsonNode problem =
          TestPhone.json(
              askForHolding(
                  owner, wrong.backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())),
              403);
      assertThat(problem.path("attemptsLeft").asInt()).isEqualTo(left);
    }
    Map<String, Object> right =
        owner.backupBody(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    assertThat(kind(TestPhone.json(askForHolding(owner, right), 423)))
        .isEqualTo("backup-checks-exhausted");
    assertThat(holding(owner)).isEqualTo("ACTIVE 5");
    database
        .sql(
            """
            update split_key set backup_blocked_since = clock_timestamp() - interval '25 hours'
             where key_id = :key
            """)
        .bind("key", owner.keyId())
        .then()
        .block();
    askForHolding(owner, right).expectStatus().isCreated();
  }

  @Test
  void aVerifiedBackupLiftsNoLock() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    UUID envelope = UUID.randomUUID();
    envelopes.put(envelope, new DecryptableEnvelope.Open(randomPoint()));
    TestPhone wrong = colleague.withWrongPin();
    for (int i = 0; i < 5; i++) {
      wrong
          .post("co-decryptions", wrong.coDecryptBody(session, envelope, randomPoint()))
          .expectStatus()
          .isForbidden();
    }
    Map<String, Object> again =
        owner.backupBody(UUID.randomUUID(), colleague.personId(), colleague.deviceId());
    assertThat(kind(TestPhone.json(askForHolding(owner, again), 423))).isEqualTo("key-locked");
    Map<String, Object> other =
        owner.backupBody(UUID.randomUUID(), UUID.randomUUID(), colleague.deviceId());
    assertThat(kind(TestPhone.json(askForHolding(owner, other), 409))).isEqualTo("holding-in-use");
  }

  @Test
  void aColleaguesQuarantineEndsWithTheOwnersRefreshOnly() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    TestPhone clone = colleague.withToken(Token.random(TestPhone.RANDOM));
    UUID envelope = UUID.randomUUID();
    Point point = randomPoint();
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    clone
        .post("co-decryptions", clone.coDecryptBody(session, envelope, point))
        .expectStatus()
        .isEqualTo(423);
    verifyRealName(colleague.personId());
    assertThat(
            kind(
                TestPhone.json(
                    colleague.post("holdings/" + colleague.deviceId() + "/unlocking", Map.of()),
                    403)))
        .isEqualTo("not-the-key-owner");
    assertThat(holding(owner)).isEqualTo("ACTIVE 5");
    owner.refresh();
    assertThat(holding(colleague)).isEqualTo("STALE 0");
  }
}
