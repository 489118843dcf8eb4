package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.recovery.Recoveries;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.identityview.EnterpriseView;
import org.bidseal.identityview.Enterprises;
import org.bidseal.phone.key.ShareBox;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Recoveries through the public API.
final class RecoveryTest extends EscrowServiceTest {
  @Autowired private Recoveries recoveries;
  @Autowired private Enterprises enterprises;

  private TestPhone owner;
  private TestPhone colleague;
  private TestPhone newPhone;
  private TestKey key;

  @BeforeEach
  void anOwnerWithANewPhone() {
    owner = people.member("张三", enterpriseId);
    colleague = people.member("李四", enterpriseId);
    endorse(colleague, enterpriseId);
    key = encryptionKey(owner);
    newPhone = people.phone(owner.personId());
  }

  @Test
  @Capability({"ESC-007", "ESC-008", "ESC-010", "ESC-012"})
  void aKeyComesBackFromAVerifiedBackup() {
    UUID backupId = backedUp(owner, key, colleague);
    problem(post(newPhone, "/recoveries", request(backupId)), 409, "escrow/backup-not-verified");
    problem(post(newPhone, "/recoveries", request(UUID.randomUUID())), 404, "not-found");
    ok(verify(colleague, key, backupId), 200);

    JsonNode pending = ok(post(newPhone, "/recoveries", request(backupId)), 201);
    UUID recoveryId = id(pending, "recoveryId");
    String path = "/recoveries/" + recoveryId;
    assertThat(pending.path("state").asString()).isEqualTo("PENDING");
    problem(post(newPhone, "/recoveries", request(backupId)), 409, "escrow/recovery-exists");
    problem(imported(newPhone, backupId, path), 409, "escrow/recovery-not-confirmed");

    JsonNode toConfirm = ok(get(colleague, "/recoveries?view=TO_CONFIRM"), 200).path(0);
    assertThat(toConfirm.path("recoveryId").asString()).isEqualTo(recoveryId.toString());
    assertThat(toConfirm.path("keyId").asString()).isEqualTo(key.keyId().toString());
    assertThat(toConfirm.path("transportPublicKey").asString())
        .isEqualTo(newPhone.transportKey().publicKey().hex());
    assertThat(toConfirm.path("ownerName").asString()).isEqualTo("张三");

    problem(post(owner, path + "/confirmation", confirmation()), 403, "escrow/not-the-holder");
    JsonNode confirmed = ok(post(colleague, path + "/confirmation", confirmation()), 200);
    assertThat(confirmed.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(confirmed.path("comparison").asString()).isEqualTo("OMITTED");
    assertThat(confirmed.has("ciphertext")).isFalse();
    assertThat(ok(get(colleague, "/recoveries?view=TO_CONFIRM"), 200)).isEmpty();

    JsonNode forOwner = ok(get(newPhone, path), 200);
    assertThat(forOwner.path("backupId").asString()).isEqualTo(backupId.toString());
    assertThat(forOwner.path("holderTransportKey").asString())
        .isEqualTo(colleague.transportKey().publicKey().hex());
    try (ShareBox box = newPhone.open(forOwner.path("ciphertext").asString())) {
      assertThat(box.share().p1()).isEqualTo(key.share().p1());
    }

    JsonNode early = problem(imported(newPhone, backupId, path), 409, "escrow/recovery-waiting");
    assertThat(early.path("importableAt").asString())
        .isEqualTo(confirmed.path("importableAt").asString());
    waited(recoveryId);
    problem(imported(colleague, backupId, path), 403, "escrow/not-the-owner");
    problem(importedWithAnotherShare(backupId, path), 403, "crypto/invalid-share-proof");
    JsonNode imported = ok(imported(newPhone, backupId, path), 200);
    assertThat(imported.path("state").asString()).isEqualTo("IMPORTED");
    assertThat(imported.path("generation").asInt()).isEqualTo(1);
    assertThat(imported.path("keyId").asString()).isEqualTo(key.keyId().toString());
    assertThat(ok(imported(newPhone, backupId, path), 200).path("token"))
        .isEqualTo(imported.path("token"));

    people.refresh(key.keyId(), 2, newPhone.deviceId());
    Awaiting.untilAsserted(() -> assertThat(stateOf(path)).isEqualTo("RECOVERED"));
    JsonNode recovered = ok(get(newPhone, path), 200);
    assertThat(recovered.has("ciphertext")).isFalse();
    assertThat(recovered.path("generation").asInt()).isEqualTo(2);
    assertThat(ok(get(owner, "/backups?view=OWNED"), 200).path(0).path("state").asString())
        .isEqualTo("STALE");
    assertThat(keys(newPhone).path("onThisDevice").path(0).path("keyId").asString())
        .isEqualTo(key.keyId().toString());
    assertThat(keys(owner).path("onOtherDevices")).hasSize(1);
    problem(post(newPhone, "/recoveries", request(backupId)), 409, "escrow/backup-stale");

    assertTold(recoveryId, "recovery-requested", "recovery-confirmed", "key-recovered");
  }

  /// Whoever registered the entity: a public institution (GB 32100-2015, code 1) or an association
  /// (code 5) has members with keys as a company has.
  @ParameterizedTest
  @CsvSource({
    "12420500420175018X, 某某市公共资源交易中心, INSTITUTION",
    "51420500MJB1234567, 某某市建筑业协会, ASSOCIATION"
  })
  @Capability("ESC-011")
  void entitiesOutsideTheMarketBackUpAndRecoverAlike(
      String uscc, String name, EnterpriseView.Kind kind) {
    identity.enterprise(enterpriseId, name, uscc);
    Awaiting.untilAsserted(() ->
        assertThat(enterprises.find(enterpriseId).map(EnterpriseView::kind).toFuture().get())
            .isEqualTo(kind));
    UUID backupId = verifiedBackup(owner, key, colleague);
    UUID recoveryId = requested(backupId);
    String path = "/recoveries/" + recoveryId;
    ok(post(colleague, path + "/confirmation", confirmation()), 200);
    waited(recoveryId);
    ok(imported(newPhone, backupId, path), 200);
    people.refresh(key.keyId(), 2, newPhone.deviceId());
    Awaiting.untilAsserted(() -> assertThat(stateOf(path)).isEqualTo("RECOVERED"));
  }

  /// What a dishonest client would try.
  @Test
  void aShareComesNeitherFromAnUnconfirmedHolderNorFromTheOwnerHimselfNorFromAnOldGeneration() {
    UUID unverified = backedUp(owner, key, colleague);
    problem(post(newPhone, "/recoveries", request(unverified)), 409, "escrow/backup-not-verified");
    ok(verify(colleague, key, unverified), 200);

    String path = "/recoveries/" + requested(unverified);
    Map<String, Object> asHolder = confirmation();
    asHolder.put("deviceId", colleague.deviceId());
    problem(post(owner, path + "/confirmation", asHolder), 403, "escrow/not-the-holder");
    problem(post(newPhone, path + "/confirmation", asHolder), 403, "escrow/not-the-holder");
    problem(imported(newPhone, unverified, path), 409, "escrow/recovery-not-confirmed");

    // The shares are newer in crypto-service already, and the event is still on its way.
    ok(post(colleague, path + "/confirmation", confirmation()), 200);
    waited(UUID.fromString(path.substring("/recoveries/".length())));
    CRYPTO.know(new TestKey(key.keyId(), DeviceShare.generate(random), 2));
    problem(imported(newPhone, unverified, path), 409, "crypto/stale-share");
    people.refresh(key.keyId(), 2, owner.deviceId());
    Awaiting.untilAsserted(() -> assertThat(stateOf(path)).isEqualTo("EXPIRED"));
    problem(post(newPhone, "/recoveries", request(unverified)), 409, "escrow/backup-stale");
  }

  @Test
  void strangersSeeNothing() {
    TestPhone stranger = people.member("赵六", enterpriseId);
    UUID backupId = verifiedBackup(owner, key, colleague);
    problem(post(stranger, "/recoveries", request(backupId)), 404, "not-found");
    problem(post(colleague, "/recoveries", request(backupId)), 403, "escrow/not-the-owner");
    Map<String, Object> foreign = request(backupId);
    foreign.put("newDeviceId", stranger.deviceId());
    problem(post(newPhone, "/recoveries", foreign), 404, "not-found");
    Map<String, Object> onHolder = request(backupId);
    onHolder.put("newDeviceId", colleague.deviceId());
    problem(post(newPhone, "/recoveries", onHolder), 409, "escrow/wrong-device");

    String path = "/recoveries/" + requested(backupId);
    problem(get(stranger, path), 404, "not-found");
    problem(post(stranger, path + "/confirmation", confirmation()), 404, "not-found");
    problem(post(stranger, path + "/rejection", Map.of("reason", "no")), 404, "not-found");
    problem(imported(stranger, backupId, path), 404, "not-found");
    assertThat(ok(get(stranger, "/recoveries?view=MINE"), 200)).isEmpty();
    assertThat(ok(get(stranger, "/recoveries?view=TO_CONFIRM"), 200)).isEmpty();
    assertThat(ok(get(newPhone, "/recoveries?view=MINE"), 200)).hasSize(1);
  }

  @Test
  void theHolderSaysNoAndTheOwnerAsksAgain() {
    UUID backupId = verifiedBackup(owner, key, colleague);
    UUID recoveryId = requested(backupId);
    String path = "/recoveries/" + recoveryId;

    JsonNode rejected =
        ok(post(colleague, path + "/rejection", Map.of("reason", "the digits differ")), 200);
    assertThat(rejected.path("state").asString()).isEqualTo("REJECTED");
    assertThat(ok(get(newPhone, path), 200).path("rejectionReason").asString())
        .isEqualTo("the digits differ");
    problem(post(colleague, path + "/confirmation", confirmation()), 409, "escrow/recovery-ended");
    assertTold(recoveryId, "recovery-requested", "recovery-rejected");

    String again = "/recoveries/" + requested(backupId);
    ok(post(owner, again + "/rejection", Map.of("reason", "found my phone")), 200);
  }

  @Test
  void aRevokedBackupIsNotPassedOn() {
    UUID backupId = verifiedBackup(owner, key, colleague);
    String path = "/recoveries/" + requested(backupId);
    ok(post(owner, "/backups/" + backupId + "/revocation", null), 200);
    problem(post(colleague, path + "/confirmation", confirmation()), 409, "escrow/backup-revoked");
  }

  @Test
  void aRecoveryEndsByTimeOrByARefreshElsewhere() {
    UUID backupId = verifiedBackup(owner, key, colleague);
    UUID late = requested(backupId);
    overdue(late);
    problem(
        post(colleague, "/recoveries/" + late + "/confirmation", confirmation()),
        410,
        "escrow/recovery-expired");
    await(recoveries.expireDue().then());
    assertThat(stateOf("/recoveries/" + late)).isEqualTo("EXPIRED");
    assertTold(late, "recovery-requested", "recovery-expired");

    UUID running = requested(backupId);
    ok(post(colleague, "/recoveries/" + running + "/confirmation", confirmation()), 200);
    people.refresh(key.keyId(), 2, owner.deviceId());
    Awaiting.untilAsserted(
        () -> assertThat(stateOf("/recoveries/" + running)).isEqualTo("EXPIRED"));
    problem(imported(newPhone, backupId, "/recoveries/" + running), 410, "escrow/recovery-expired");
  }

  @Test
  void onesOwnOtherPhoneHoldsABackupAndConfirms() {
    TestPhone tablet = people.phone(owner.personId());
    endorse(tablet, enterpriseId);
    UUID backupId = verifiedBackup(owner, key, tablet);
    String path = "/recoveries/" + requested(backupId);

    Map<String, Object> elsewhere = confirmation();
    elsewhere.put("deviceId", newPhone.deviceId());
    problem(post(newPhone, path + "/confirmation", elsewhere), 409, "escrow/wrong-device");
    ok(post(tablet, path + "/confirmation", confirmation()), 200);
    waited(UUID.fromString(path.substring("/recoveries/".length())));
    ok(imported(newPhone, backupId, path), 200);
  }

  private Map<String, Object> request(UUID backupId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("backupId", backupId);
    body.put("newDeviceId", newPhone.deviceId());
    body.put("transportPublicKey", newPhone.transportKey().publicKey().hex());
    return body;
  }

  private UUID requested(UUID backupId) {
    return id(ok(post(newPhone, "/recoveries", request(backupId)), 201), "recoveryId");
  }

  private Map<String, Object> confirmation() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ciphertext", key.sealedFor(newPhone.transportKey().publicKey(), random));
    body.put("comparison", "OMITTED");
    return body;
  }

  private Answer imported(TestPhone phone, UUID backupId, String path) {
    return post(
        phone, path + "/import", Map.of("proof", key.proof(backupId, newPhone.deviceId(), random)));
  }

  private Answer importedWithAnotherShare(UUID backupId, String path) {
    try (DeviceShare other = DeviceShare.generate(random)) {
      return post(
          newPhone,
          path + "/import",
          Map.of(
              "proof", TestKey.proof(other, key.keyId(), backupId, newPhone.deviceId(), random)));
    }
  }

  private void overdue(UUID recoveryId) {
    await(
        database
            .sql(
                "update recovery set expires_at = clock_timestamp() - interval '1 minute'"
                    + " where recovery_id = :id")
            .bind("id", recoveryId)
            .then());
  }

  private String stateOf(String path) {
    return ok(get(newPhone, path), 200).path("state").asString();
  }

  private void assertTold(UUID recoveryId, String... types) {
    Awaiting.untilAsserted(
        () -> assertThat(events.about(recoveryId)).containsExactlyElementsOf(List.of(types)));
    events.of(recoveryId).forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));
  }
}
