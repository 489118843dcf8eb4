package org.bidseal.crypto.keylife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.testkit.KeyServiceTest;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.Token;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// Holdings that end by an event of another service, and the monthly proofs of those that do not.
class EndedHoldingsTest extends KeyServiceTest {
  private final UUID session = UUID.randomUUID();
  private final UUID envelope = UUID.randomUUID();
  private final Point point = randomPoint();

  @Autowired private Outbox outbox;
  @Autowired private Transactions transactions;

  @Test
  void theHolderOfAnEndedBackupIsAnsweredNoMore() {
    TestPhone owner = decrypter();
    UUID backup = UUID.randomUUID();
    TestPhone colleague = openBackup(owner, backup);
    TestPhone other = openBackup(owner);
    // What ended before leaves a newer holding alone.
    backupEnded(owner, colleague, UUID.randomUUID());
    backupEnded(owner, colleague, backup);
    Awaiting.untilAsserted(() -> assertThat(holding(colleague)).isEqualTo("STALE 0"));
    assertThat(refusalOfDecryption(colleague)).isEqualTo("stale-share");
    assertThat(holding(other)).isEqualTo("ACTIVE 5");
    assertThat(holding(owner)).isEqualTo("ACTIVE 5");
    assertThat(told(owner))
        .containsExactly(
            "END_HOLDING DONE", "VERIFY_BACKUP DONE", "VERIFY_BACKUP DONE", "CREATE DONE");
  }

  @Test
  void theShareOfARemovedDeviceIsRefused() {
    TestPhone owner = decrypter();
    TestPhone colleague = openBackup(owner);
    device("removed", owner);
    Awaiting.untilAsserted(() -> assertThat(holding(owner)).isEqualTo("STALE 0"));
    assertThat(refusalOfDecryption(owner)).isEqualTo("stale-share");
    assertThat(
            kind(
                TestPhone.json(
                    owner.post(
                        "refreshes", owner.refreshBody(owner.share().refresh(TestPhone.RANDOM))),
                    409)))
        .isEqualTo("stale-share");
    assertThat(told(owner))
        .containsExactly("END_HOLDING DONE", "VERIFY_BACKUP DONE", "CREATE DONE");
    decrypts(colleague);
  }

  @Test
  void aLostDeviceSignsNoMoreAndItsEncryptionKeyLivesOnInItsBackups() {
    UUID person = UUID.randomUUID();
    UUID device = UUID.randomUUID();
    TestPhone signing = TestPhone.enrol(http, person, device, KeyUsage.SIGNING);
    TestPhone encryption = TestPhone.enrol(http, person, device, KeyUsage.ENCRYPTION);
    TestPhone colleague = openBackup(encryption);
    device("lost", signing);
    Awaiting.untilAsserted(() -> assertThat(holding(encryption)).isEqualTo("QUARANTINED 0"));
    Awaiting.untilAsserted(() -> assertThat(holding(signing)).isEqualTo("QUARANTINED 0"));
    var e = expect(signing, session, "a contract");
    assertThat(
            kind(
                TestPhone.json(signing.post("co-signatures", signing.coSignBody(session, e)), 423)))
        .isEqualTo("key-quarantined");
    assertThat(refusalOfDecryption(encryption)).isEqualTo("key-quarantined");
    assertThat(told(signing)).containsExactly("SUSPEND QUARANTINED", "CREATE DONE");
    assertThat(told(encryption))
        .containsExactly("SUSPEND QUARANTINED", "VERIFY_BACKUP DONE", "CREATE DONE");
    decrypts(colleague);
  }

  @Test
  void aFoundDeviceComesBackByVerificationAndRefresh() {
    TestPhone owner = decrypter();
    device("lost", owner);
    Awaiting.untilAsserted(() -> assertThat(holding(owner)).isEqualTo("QUARANTINED 0"));
    verifyRealName(owner.personId());
    JsonNode released =
        TestPhone.json(owner.post("holdings/" + owner.deviceId() + "/unlocking", Map.of()), 200);
    owner.advance(released);
    owner.refresh();
    assertThat(told(owner))
        .containsExactly("REFRESH DONE", "UNLOCK DONE", "SUSPEND QUARANTINED", "CREATE DONE");
    decrypts(owner);
  }

  @Test
  void aHoldersMonthlyProofIsJudgedAndWrongOnesAreCounted() {
    TestPhone owner = decrypter();
    UUID backup = UUID.randomUUID();
    TestPhone colleague = openBackup(owner, backup);
    Token challenge = Token.random(TestPhone.RANDOM);
    prove(colleague, colleague.share(), backup, challenge, challenge).expectStatus().isNoContent();

    JsonNode wrong;
    try (DeviceShare other = DeviceShare.generate(TestPhone.RANDOM)) {
      wrong = TestPhone.json(prove(colleague, other, backup, challenge, challenge), 403);
    }
    assertThat(kind(wrong)).isEqualTo("invalid-share-proof");
    assertThat(wrong.path("attemptsLeft").asInt()).isEqualTo(4);
    Token stale = Token.random(TestPhone.RANDOM);
    assertThat(
            kind(
                TestPhone.json(prove(colleague, colleague.share(), backup, stale, challenge), 403)))
        .isEqualTo("invalid-share-proof");
    assertThat(
            kind(
                TestPhone.json(
                    prove(colleague, colleague.share(), UUID.randomUUID(), challenge, challenge),
                    404)))
        .isEqualTo("holding-not-found");
    assertThat(told(colleague))
        .containsExactly(
            "PROVE_BACKUP PROOF_REFUSED",
            "PROVE_BACKUP PROOF_REFUSED",
            "PROVE_BACKUP DONE",
            "VERIFY_BACKUP DONE");

    backupEnded(owner, colleague, backup);
    Awaiting.untilAsserted(() -> assertThat(holding(colleague)).isEqualTo("STALE 0"));
    assertThat(
            kind(
                TestPhone.json(
                    prove(colleague, colleague.share(), backup, challenge, challenge), 404)))
        .isEqualTo("holding-not-found");
  }

  @Test
  void aSharingIsTheKeysOnlyIfItsSecretIsD1() {
    TestPhone owner = decrypter();
    SecretSharing own = SecretSharing.split(owner.share().exposeD1(), 2, 3, TestPhone.RANDOM);
    shareOut(owner, owner.share(), own.commitments(), own.commitments())
        .expectStatus()
        .isNoContent();
    try (DeviceShare other = DeviceShare.generate(TestPhone.RANDOM)) {
      SecretSharing foreign = SecretSharing.split(other.exposeD1(), 2, 3, TestPhone.RANDOM);
      assertThat(
              kind(
                  TestPhone.json(
                      shareOut(owner, other, foreign.commitments(), foreign.commitments()), 403)))
          .isEqualTo("invalid-share-proof");
      // The right first commitment, and others in its train.
      assertThat(
              kind(
                  TestPhone.json(
                      shareOut(owner, owner.share(), own.commitments(), foreign.commitments()),
                      403)))
          .isEqualTo("invalid-share-proof");
    }
    assertThat(told(owner))
        .containsExactly(
            "SHARE_OUT PROOF_REFUSED", "SHARE_OUT PROOF_REFUSED", "SHARE_OUT DONE", "CREATE DONE");
    TestPhone colleague = openBackup(owner);
    assertThat(
            kind(
                TestPhone.json(
                    shareOut(colleague, owner.share(), own.commitments(), own.commitments()), 403)))
        .isEqualTo("not-the-key-owner");
  }

  private WebTestClient.ResponseSpec shareOut(
      TestPhone phone, DeviceShare share, ShareCommitments proven, ShareCommitments sent) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("deviceId", phone.deviceId());
    body.put("personId", phone.personId());
    body.put("generation", phone.generation());
    body.put("commitments", sent.digest().hex());
    body.put("secretImage", proven.secretImage().hex());
    body.put(
        "proof",
        TestPhone.proof(
            share.proveSharing(
                ProofContext.shareOut(phone.keyId(), phone.deviceId(), proven.digest()),
                proven.secretImage(),
                TestPhone.RANDOM)));
    return TestPhone.post(
        http,
        Tokens.service("keyescrow-service"),
        "/internal/crypto/v1/keys/" + phone.keyId() + "/sharings",
        body);
  }

  private WebTestClient.ResponseSpec prove(
      TestPhone holder, DeviceShare share, UUID backup, Token proven, Token sent) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("backupId", backup);
    body.put("deviceId", holder.deviceId());
    body.put("personId", holder.personId());
    body.put("generation", holder.generation());
    body.put("challenge", sent.hex());
    body.put(
        "proof",
        TestPhone.proof(
            share.prove(
                ProofContext.proveBackup(holder.keyId(), holder.deviceId(), backup, proven),
                TestPhone.RANDOM)));
    return TestPhone.post(
        http,
        Tokens.service("keyescrow-service"),
        "/internal/crypto/v1/keys/" + holder.keyId() + "/backup-proofs",
        body);
  }

  private void decrypts(TestPhone phone) {
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    phone.advance(
        TestPhone.json(
            phone.post("co-decryptions", phone.coDecryptBody(session, envelope, point)), 200));
  }

  private String refusalOfDecryption(TestPhone phone) {
    envelopes.put(envelope, new DecryptableEnvelope.Open(point));
    var answer =
        phone
            .post("co-decryptions", phone.coDecryptBody(session, envelope, point))
            .expectStatus()
            .is4xxClientError()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    return answer == null ? "none" : kind(answer);
  }

  private void backupEnded(TestPhone owner, TestPhone holder, UUID backup) {
    publish(
        "org.bidseal.escrow.backup-revoked.v1",
        backup,
        Map.of(
            "backupId", backup,
            "keyId", owner.keyId(),
            "generation", 1,
            "ownerPersonId", owner.personId(),
            "holderPersonId", holder.personId(),
            "holderDeviceId", holder.deviceId(),
            "reason", "OWNER_REVOKED"));
  }

  private void device(String what, TestPhone phone) {
    publish(
        "org.bidseal.identity.device-" + what + ".v1",
        phone.personId(),
        Map.of(
            "deviceId", phone.deviceId(),
            "personId", phone.personId(),
            "at", Instant.now()));
  }

  private void publish(String type, UUID subject, Map<String, ?> data) {
    try {
      outbox.add(type, subject, data).as(transactions::inTransaction).toFuture().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
