package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.phone.key.PieceBox;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two of three colleagues bring a key back, one alone does not.
final class QuorumRecoveryTest extends PiecesTest {
  @Test
  void twoOfThreeBringTheKeyBackAndOneAloneDoesNot() {
    UUID backupId = sharedOut();
    problem(
        post(newPhone, "/quorum-recoveries", recovery(backupId)),
        409,
        "escrow/backup-not-verified");
    ok(verify(0, backupId), 200);
    assertThat(stateOf(backupId)).isEqualTo("REQUESTED");
    ok(verify(1, backupId), 200);
    assertThat(stateOf(backupId)).isEqualTo("VERIFIED");
    assertThat(keys(owner).path("onThisDevice").path(0).path("backedUp").asBoolean()).isTrue();
    assertThat(told(owner)).contains("BACKUP_REQUESTED").endsWith("BACKUP_VERIFIED");

    UUID recoveryId =
        id(ok(post(newPhone, "/quorum-recoveries", recovery(backupId)), 201), "recoveryId");
    String path = "/quorum-recoveries/" + recoveryId;
    problem(
        post(newPhone, "/quorum-recoveries", recovery(backupId)), 409, "escrow/recovery-exists");
    assertThat(ok(get(holders.get(2), "/quorum-recoveries?view=TO_CONFIRM"), 200)).hasSize(1);
    JsonNode one = ok(pass(0, path), 200);
    assertThat(one.path("state").asString()).isEqualTo("PENDING");
    assertThat(one.path("passedPieces").asInt()).isEqualTo(1);
    assertThat(ok(get(newPhone, path), 200).path("pieces")).isEmpty();
    problem(imported(backupId, path), 409, "escrow/recovery-not-confirmed");

    ok(pass(2, path), 200);
    JsonNode confirmed = ok(get(newPhone, path), 200);
    assertThat(confirmed.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(ok(get(holders.get(0), path), 200).path("pieces")).isEmpty();
    assertThat(rebuilt(confirmed)).isEqualTo(key.share().exposeD1());
    problem(imported(backupId, path), 409, "escrow/recovery-waiting");
    waitedForPieces(recoveryId);
    assertThat(ok(imported(backupId, path), 200).path("state").asString()).isEqualTo("IMPORTED");

    people.refresh(key.keyId(), 2, newPhone.deviceId());
    Awaiting.untilAsserted(() ->
        assertThat(ok(get(newPhone, path), 200).path("state").asString()).isEqualTo("RECOVERED"));
    assertThat(stateOf(backupId)).isEqualTo("STALE");
    assertThat(told(owner)).contains("BACKUP_STALE", "BACKUP_LAPSED").endsWith("KEY_RECOVERED");
    Awaiting.untilAsserted(() ->
        assertThat(events.about(backupId))
            .containsExactly(
                "quorum-backup-requested", "quorum-backup-verified", "quorum-backup-ended"));
    events.of(backupId).forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));
    Awaiting.untilAsserted(() -> assertThat(events.of(recoveryId)).hasSize(4));
    GoldenEvents.verify(EventCodec.writeText(events.of(recoveryId).get(1)));
  }

  @Test
  void theOwnerObjectsAndAnOpeningThatIsNearSparesTheWait() {
    UUID backupId = sharedOut();
    ok(verify(0, backupId), 200);
    ok(verify(1, backupId), 200);
    String first = recoveryOf(backupId);
    ok(pass(0, first), 200);
    ok(pass(1, first), 200);
    problem(post(holders.get(0), first + "/rejection", null), 403, "escrow/not-the-owner");
    ok(post(owner, first + "/rejection", null), 200);
    problem(imported(backupId, first), 409, "escrow/recovery-ended");

    Instant soon = Instant.now().plus(Duration.ofMinutes(10));
    CRYPTO.dependOn(key, soon, soon.plus(Duration.ofHours(1)));
    String second = recoveryOf(backupId);
    ok(pass(0, second), 200);
    ok(pass(1, second), 200);
    ok(imported(backupId, second), 200);
  }

  private String recoveryOf(UUID backupId) {
    return "/quorum-recoveries/"
        + id(ok(post(newPhone, "/quorum-recoveries", recovery(backupId)), 201), "recoveryId");
  }

  private Map<String, Object> recovery(UUID backupId) {
    return Map.of(
        "backupId", backupId,
        "newDeviceId", newPhone.deviceId(),
        "transportPublicKey", newPhone.transportKey().publicKey().hex());
  }

  private Answer pass(int holder, String path) {
    TestPhone phone = holders.get(holder);
    return post(
        phone,
        path + "/pieces",
        Map.of(
            "deviceId",
            phone.deviceId(),
            "ciphertext",
            sealed(sharing.pieces().get(holder), newPhone),
            "comparison",
            "CONFIRMED"));
  }

  private Scalar rebuilt(JsonNode recovery) {
    List<SecretPiece> pieces =
        recovery
            .path("pieces")
            .valueStream()
            .map(piece ->
                PieceBox.open(
                        Base64.getDecoder().decode(piece.path("ciphertext").asString()),
                        newPhone.transportKey())
                    .piece())
            .toList();
    return SecretSharing.combine(pieces);
  }

  private Answer imported(UUID backupId, String path) {
    return post(
        newPhone,
        path + "/import",
        Map.of("proof", key.proof(backupId, newPhone.deviceId(), random)));
  }

  private void waitedForPieces(UUID recoveryId) {
    await(
        database
            .sql(
                "update quorum_recovery set importable_at = clock_timestamp()"
                    + " where recovery_id = :id")
            .bind("id", recoveryId)
            .then());
  }
}
