package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Backups through the public API.
final class BackupTest extends EscrowServiceTest {
  private TestPhone owner;
  private TestPhone colleague;
  private TestKey key;

  @BeforeEach
  void twoColleaguesAndAKey() {
    owner = people.member("张三", enterpriseId);
    colleague = people.member("李四", enterpriseId);
    endorse(colleague, enterpriseId);
    key = encryptionKey(owner);
  }

  @Test
  @Capability({"ESC-002", "ESC-004"})
  void aBackupCountsOnceItsHolderProvedThatItOpens() {
    endorse(owner, enterpriseId);
    JsonNode candidate = one(ok(get(owner, "/candidates?keyId=" + key.keyId()), 200));
    Map<String, Object> request = backup(key, colleague);
    request.put("holderDeviceId", candidate.path("deviceId").asString());
    request.put("ciphertext", sealedFor(candidate));
    JsonNode backup = ok(post(owner, "/backups", request), 201);
    UUID backupId = id(backup, "backupId");
    assertThat(backup.path("state").asString()).isEqualTo("REQUESTED");
    assertThat(backup.path("comparison").asString()).isEqualTo("CONFIRMED");
    assertThat(backup.has("ciphertext")).isFalse();

    JsonNode held = one(ok(get(colleague, "/backups?view=HELD"), 200));
    assertThat(held.path("ownerName").asString()).isEqualTo("张三");
    assertThat(held.path("ownerTransportKey").asString())
        .isEqualTo(owner.transportKey().publicKey().hex());
    try (ShareBox box = colleague.open(held.path("ciphertext").asString())) {
      assertThat(box.keyId()).isEqualTo(key.keyId());
      assertThat(box.generation()).isEqualTo(1);
      assertThat(box.share().p1()).isEqualTo(key.share().p1());
    }

    problem(verifyWithAnotherShare(backupId), 403, "crypto/invalid-share-proof");
    assertThat(stateOf(backupId)).isEqualTo("REQUESTED");

    JsonNode verified = ok(verify(colleague, key, backupId), 200);
    assertThat(verified.path("state").asString()).isEqualTo("VERIFIED");
    assertThat(verified.path("keyId").asString()).isEqualTo(key.keyId().toString());
    assertThat(ok(verify(colleague, key, backupId), 200).path("token"))
        .isEqualTo(verified.path("token"));
    assertThat(stateOf(backupId)).isEqualTo("VERIFIED");
    assertThat(CRYPTO.asked())
        .anySatisfy(asked -> {
          assertThat(asked.path("backupId").asString()).isEqualTo(backupId.toString());
          assertThat(asked.path("personId").asString()).isEqualTo(colleague.personId().toString());
        });

    assertNothingSecretIsStored(verified.path("token").asString(), held.path("ciphertext"));
    assertTold(backupId, "key-backed-up", "backup-verified");
  }

  private String sealedFor(JsonNode candidate) {
    return key.sealedFor(
        PointGate.decodeHex(candidate.path("transportPublicKey").asString()), random);
  }

  private Answer verifyWithAnotherShare(UUID backupId) {
    try (DeviceShare other = DeviceShare.generate(random)) {
      return post(
          colleague,
          "/backups/" + backupId + "/verification",
          Map.of(
              "deviceId",
              colleague.deviceId(),
              "proof",
              TestKey.proof(other, key.keyId(), backupId, colleague.deviceId(), random)));
    }
  }

  /// The whole database as text: the ciphertext is in it, the token and the share are not.
  private void assertNothingSecretIsStored(String token, JsonNode ciphertext) {
    String everything = dump();
    String d1 = Base64.getEncoder().encodeToString(key.share().exposeD1().exposeBytes());
    assertThat(everything).contains(ciphertext.asString().substring(0, 40));
    assertThat(everything)
        .doesNotContain(token)
        .doesNotContain(key.share().exposeD1().exposeHex())
        .doesNotContain(d1.substring(0, 40));
  }

  private String dump() {
    try {
      return database
          .sql("select cast(schema_to_xml(current_schema(), true, false, '') as text) as dump")
          .map(row -> Objects.requireNonNull(row.get("dump", String.class)))
          .one()
          .toFuture()
          .get()
          .replaceAll("\\s", "");
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyItsHolderOnHisPhoneVerifiesAndStrangersSeeNothing() {
    TestPhone stranger = people.member("赵六", enterpriseId);
    UUID backupId = backedUp(owner, key, colleague);

    problem(verify(stranger, key, backupId), 404, "not-found");
    problem(verify(owner, key, backupId), 403, "escrow/not-the-holder");
    TestPhone second =
        new TestPhone(colleague.personId(), UUID.randomUUID(), colleague.transportKey());
    problem(verify(second, key, backupId), 409, "escrow/wrong-device");
    problem(post(stranger, "/backups/" + backupId + "/revocation", null), 404, "not-found");
    problem(
        post(colleague, "/backups/" + backupId + "/revocation", null), 403, "escrow/not-the-owner");
    assertThat(ok(get(stranger, "/backups?view=HELD"), 200)).isEmpty();
    assertThat(ok(get(stranger, "/backups?view=OWNED"), 200)).isEmpty();
    problem(post(stranger, "/backups", backup(key, colleague)), 404, "not-found");
  }

  @Test
  void whoIsNoCandidateHoldsNothingAndWhoLeftVerifiesNothing() {
    TestPhone stranger = people.member("赵六", UUID.randomUUID());
    problem(post(owner, "/backups", backup(key, stranger)), 409, "escrow/holder-not-eligible");
    problem(post(owner, "/backups", backup(key, owner)), 409, "escrow/holder-not-eligible");

    UUID backupId = backedUp(owner, key, colleague);
    people.leave(colleague.personId(), enterpriseId);
    Awaiting.untilAsserted(() -> assertThat(stateOf(backupId)).isEqualTo("REVOKED"));
    problem(verify(colleague, key, backupId), 409, "escrow/backup-revoked");
  }

  @Test
  void onlyAnEncryptedShareIsStored() {
    Map<String, Object> plain = backup(key, colleague);
    plain.put(
        "ciphertext", Base64.getEncoder().encodeToString(key.share().exposeD1().exposeBytes()));
    problem(post(owner, "/backups", plain), 400, "escrow/ciphertext-malformed");
    Map<String, Object> noBase64 = backup(key, colleague);
    noBase64.put("ciphertext", "?");
    problem(post(owner, "/backups", noBase64), 400, "escrow/ciphertext-malformed");
  }

  @Test
  void anUnverifiedBackupIsReplacedAndAVerifiedOneIsNot() {
    UUID first = backedUp(owner, key, colleague);
    UUID second = backedUp(owner, key, colleague);
    assertThat(stateOf(first)).isEqualTo("REVOKED");
    problem(verify(colleague, key, first), 409, "escrow/backup-revoked");

    ok(verify(colleague, key, second), 200);
    problem(post(owner, "/backups", backup(key, colleague)), 409, "escrow/backup-exists");

    JsonNode revoked = ok(post(owner, "/backups/" + second + "/revocation", null), 200);
    assertThat(revoked.path("state").asString()).isEqualTo("REVOKED");
    assertThat(ok(get(colleague, "/backups?view=HELD"), 200).valueStream())
        .noneMatch(each -> each.has("ciphertext"));
    assertTold(second, "key-backed-up", "backup-verified", "backup-revoked");
  }

  @Test
  void aRefreshMakesOlderBackupsStale() {
    UUID backupId = verifiedBackup(owner, key, colleague);
    TestKey next = new TestKey(key.keyId(), DeviceShare.generate(random), 2);

    // The phone may be ahead of the event: then crypto-service itself is asked.
    problem(post(owner, "/backups", backup(next, colleague)), 409, "escrow/generation-not-current");
    CRYPTO.know(next);
    UUID newer = backedUp(owner, next, colleague);

    people.refresh(key.keyId(), 2, owner.deviceId());
    Awaiting.untilAsserted(() -> assertThat(stateOf(backupId)).isEqualTo("STALE"));
    assertThat(stateOf(newer)).isEqualTo("REQUESTED");
    problem(verify(colleague, key, backupId), 409, "escrow/backup-stale");
    JsonNode refused =
        problem(
            post(owner, "/backups", backup(key, colleague)), 409, "escrow/generation-not-current");
    assertThat(refused.path("generation").asInt()).isEqualTo(2);
    assertTold(backupId, "key-backed-up", "backup-verified", "backup-stale");
  }

  @Test
  @Capability({"ESC-001", "ESC-012"})
  void keysAreSeenFromEachPhone() {
    UUID backupId = verifiedBackup(owner, key, colleague);

    JsonNode here = keys(owner);
    JsonNode own = one(here.path("onThisDevice"));
    assertThat(own.path("certificate").path("enterpriseId").asString())
        .isEqualTo(enterpriseId.toString());
    JsonNode backup = one(own.path("backups"));
    assertThat(backup.path("backupId").asString()).isEqualTo(backupId.toString());
    assertThat(backup.path("state").asString()).isEqualTo("VERIFIED");
    assertThat(backup.path("holderName").asString()).isEqualTo("李四");
    assertThat(here.path("onOtherDevices")).isEmpty();

    JsonNode elsewhere = keys(people.phone(owner.personId()));
    assertThat(elsewhere.path("onThisDevice")).isEmpty();
    assertThat(one(elsewhere.path("onOtherDevices")).path("keyId").asString())
        .isEqualTo(key.keyId().toString());

    JsonNode colleagues = keys(colleague);
    assertThat(colleagues.path("onThisDevice")).isEmpty();
    JsonNode held = one(colleagues.path("heldByMe"));
    assertThat(held.path("ownerName").asString()).isEqualTo("张三");
    assertThat(held.has("ciphertext")).isFalse();
  }

  private String stateOf(UUID backupId) {
    return ok(get(owner, "/backups?view=OWNED"), 200)
        .valueStream()
        .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
        .map(each -> each.path("state").asString())
        .findFirst()
        .orElse("none");
  }

  private void assertTold(UUID backupId, String... types) {
    Awaiting.untilAsserted(
        () -> assertThat(events.about(backupId)).containsExactlyElementsOf(List.of(types)));
    events.of(backupId).forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));
  }

  private static JsonNode one(JsonNode list) {
    assertThat(list).hasSize(1);
    return list.path(0);
  }
}
