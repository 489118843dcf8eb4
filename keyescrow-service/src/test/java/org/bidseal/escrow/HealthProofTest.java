package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.health.OverdueSweep;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The monthly proof of a holder's phone.
final class HealthProofTest extends EscrowServiceTest {
  @Autowired private OverdueSweep sweep;

  private TestPhone owner;
  private TestPhone holder;
  private TestKey key;
  private UUID backupId;

  @BeforeEach
  void aVerifiedBackup() {
    owner = people.member("张三", enterpriseId);
    holder = people.member("李四", enterpriseId);
    endorse(holder, enterpriseId);
    key = encryptionKey(owner);
    backupId = verifiedBackup(owner, key, holder);
  }

  @Test
  void aProofIsGoodForItsNumberOnceAndMovesTheAge() {
    Instant verified = Instant.parse(seen().path("provenAt").asString());
    problem(post(owner, path("proof-challenges"), null), 403, "escrow/not-the-holder");
    String challenge = challenge();
    JsonNode proven = ok(prove(key, challenge), 200);
    assertThat(Instant.parse(proven.path("nextProofBy").asString()))
        .isAfter(Instant.parse(proven.path("provenAt").asString()).plusSeconds(30 * 86_400));
    assertThat(Instant.parse(seen().path("provenAt").asString())).isAfter(verified);
    problem(prove(key, challenge), 409, "escrow/challenge-not-known");

    String replaced = challenge();
    String open = challenge();
    problem(prove(key, replaced), 409, "escrow/challenge-not-known");
    TestKey other = new TestKey(key.keyId(), DeviceShare.generate(random), 1);
    problem(prove(other, open), 403, "crypto/invalid-share-proof");
    problem(prove(key, open), 409, "escrow/challenge-not-known");
  }

  @Test
  void aProofForAnotherNumberIsNoProof() {
    String challenge = challenge();
    Map<String, Object> proof =
        key.healthProof(backupId, holder.deviceId(), "00".repeat(16), random);
    problem(
        post(
            holder,
            path("proofs"),
            Map.of("deviceId", holder.deviceId(), "challenge", challenge, "proof", proof)),
        403,
        "crypto/invalid-share-proof");
  }

  @Test
  void afterAMonthOwnerAndHolderAreToldOnceUntilTheNextProof() {
    age();
    await(sweep.sweep());
    await(sweep.sweep());
    assertThat(told(owner)).endsWith("BACKUP_VERIFIED", "PROOF_OVERDUE");
    assertThat(told(holder)).endsWith("BACKUP_VERIFIED", "PROOF_OVERDUE");
    assertThat(metrics()).containsPattern("bidseal_backups_overdue(\\{[^}]*\\})? [1-9]");
    Awaiting.untilAsserted(
        () -> assertThat(events.about(backupId)).endsWith("backup-proof-overdue"));
    events.of(backupId).forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));

    ok(prove(key, challenge()), 200);
    await(sweep.sweep());
    assertThat(told(owner)).endsWith("BACKUP_VERIFIED", "PROOF_OVERDUE");
    age();
    await(sweep.sweep());
    assertThat(told(owner)).endsWith("PROOF_OVERDUE", "PROOF_OVERDUE");
  }

  private void age() {
    await(
        database
            .sql(
                "update backup set verified_at = verified_at - interval '32 days',"
                    + " proven_at = proven_at - interval '32 days' where backup_id = :id")
            .bind("id", backupId)
            .then());
  }

  private String metrics() {
    String text =
        client
            .get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    return text == null ? "" : text;
  }

  private JsonNode seen() {
    return keys(owner).path("onThisDevice").path(0).path("backups").path(0);
  }

  private String challenge() {
    return ok(post(holder, path("proof-challenges"), null), 201).path("challenge").asString();
  }

  private Answer prove(TestKey with, String challenge) {
    return post(
        holder,
        path("proofs"),
        Map.of(
            "deviceId",
            holder.deviceId(),
            "challenge",
            challenge,
            "proof",
            with.healthProof(backupId, holder.deviceId(), challenge, random)));
  }

  private String path(String step) {
    return "/backups/" + backupId + "/" + step;
  }
}
