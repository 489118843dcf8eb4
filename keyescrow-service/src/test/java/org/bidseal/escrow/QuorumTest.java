package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.phone.key.PieceBox;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.smcrypto.sharing.SecretPiece;
import org.bidseal.smcrypto.sharing.SecretSharing;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two of three colleagues bring a key back, one alone does not.
final class QuorumTest extends EscrowServiceTest {
  private TestPhone owner;
  private List<TestPhone> holders;
  private TestPhone newPhone;
  private TestKey key;
  private SecretSharing sharing;

  @BeforeEach
  void anOwnerAndThreeColleagues() {
    owner = people.member("张三", enterpriseId);
    holders = new ArrayList<>();
    for (String name : List.of("李四", "王五", "赵六")) {
      TestPhone holder = people.member(name, enterpriseId);
      endorse(holder, enterpriseId);
      holders.add(holder);
    }
    key = encryptionKey(owner);
    newPhone = people.phone(owner.personId());
    sharing = SecretSharing.split(key.share().exposeD1(), 2, 3, random);
  }

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
  void piecesOfAnotherSecretAreRefusedAndSoAreFalsePieces() {
    Map<String, Object> other = request();
    try (DeviceShare wrong = DeviceShare.generate(random)) {
      SecretSharing foreign = SecretSharing.split(wrong.exposeD1(), 2, 3, random);
      other.put("commitments", foreign.commitments().hex());
      problem(post(owner, "/quorum-backups", other), 403, "crypto/invalid-share-proof");
      ShareProof forged =
          wrong.proveSharing(
              ProofContext.shareOut(key.keyId(), owner.deviceId(), foreign.commitments().digest()),
              foreign.commitments().secretImage(),
              random);
      other.put("proof", Map.of("c", forged.cHex(), "z", forged.zHex()));
      problem(post(owner, "/quorum-backups", other), 403, "crypto/invalid-share-proof");
    }

    UUID backupId = sharedOut();
    SecretPiece notHis = sharing.pieces().get(1);
    ShareProof proof =
        notHis.prove(
            ProofContext.verifyPiece(key.keyId(), holders.get(0).deviceId(), backupId), random);
    problem(
        verified(holders.get(0), backupId, holders.get(0).deviceId(), proof),
        403,
        "escrow/piece-not-proven");
    problem(
        verified(holders.get(0), backupId, holders.get(1).deviceId(), proof),
        403,
        "escrow/not-the-holder");
    assertThat(stateOf(backupId)).isEqualTo("REQUESTED");
  }

  @Test
  void noPhoneSeesTheCommitmentsAndEachHolderSeesHisOwnImageOnly() {
    UUID backupId = sharedOut();
    String everything =
        ok(get(owner, "/quorum-backups"), 200).toString()
            + ok(get(holders.get(0), "/quorum-backups/pieces"), 200)
            + keys(owner);
    assertThat(sharing.commitments().hex()).noneMatch(everything::contains);
    assertThat(everything).contains(sharing.pieces().get(0).image().hex());
    assertThat(everything).doesNotContain(sharing.pieces().get(1).image().hex());
    assertThat(ok(get(people.member("钱七", enterpriseId), "/quorum-backups/pieces"), 200)).isEmpty();
    problem(
        post(holders.get(0), "/quorum-backups/" + backupId + "/revocation", null),
        403,
        "escrow/not-the-owner");
  }

  @Test
  void eachPieceGoesToAnotherColleagueAndNoneToTheOwner() {
    TestPhone second = people.phone(holders.get(0).personId());
    endorse(second, enterpriseId);
    TestPhone tablet = people.phone(owner.personId());
    endorse(tablet, enterpriseId);
    for (TestPhone unfit : List.of(second, tablet)) {
      List<TestPhone> mixed = List.of(holders.get(0), holders.get(1), unfit);
      problem(post(owner, "/quorum-backups", request(mixed)), 409, "escrow/holder-not-eligible");
    }
  }

  @Test
  void whenHoldersLeaveAndTooFewPiecesAreLeftItIsNoBackupAnyMore() {
    UUID backupId = sharedOut();
    ok(verify(0, backupId), 200);
    ok(verify(1, backupId), 200);
    ok(verify(2, backupId), 200);
    people.leave(holders.get(0).personId(), enterpriseId);
    Awaiting.untilAsserted(() -> assertThat(endedPieces(backupId)).isEqualTo(1));
    assertThat(stateOf(backupId)).isEqualTo("VERIFIED");
    people.lose(holders.get(1));
    Awaiting.untilAsserted(() -> assertThat(stateOf(backupId)).isEqualTo("REVOKED"));
    assertThat(told(owner)).endsWith("BACKUP_REVOKED", "BACKUP_LAPSED");
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

  private UUID sharedOut() {
    return id(ok(post(owner, "/quorum-backups", request()), 201), "backupId");
  }

  private Map<String, Object> request() {
    return request(holders);
  }

  private Map<String, Object> request(List<TestPhone> to) {
    ShareProof proof =
        key.share()
            .proveSharing(
                ProofContext.shareOut(
                    key.keyId(), owner.deviceId(), sharing.commitments().digest()),
                sharing.commitments().secretImage(),
                random);
    List<Map<String, Object>> pieces =
        sharing.pieces().stream()
            .map(piece -> {
              TestPhone holder = to.get(piece.index() - 1);
              return Map.<String, Object>of(
                  "index", piece.index(),
                  "holderDeviceId", holder.deviceId(),
                  "ciphertext", sealed(piece, holder));
            })
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("keyId", key.keyId());
    body.put("generation", 1);
    body.put("deviceId", owner.deviceId());
    body.put("commitments", sharing.commitments().hex());
    body.put("proof", Map.of("c", proof.cHex(), "z", proof.zHex()));
    body.put("pieces", pieces);
    return body;
  }

  private String sealed(SecretPiece piece, TestPhone to) {
    return Base64.getEncoder()
        .encodeToString(
            new PieceBox(piece, key.keyId(), 1).sealFor(to.transportKey().publicKey(), random));
  }

  private Answer verify(int holder, UUID backupId) {
    TestPhone phone = holders.get(holder);
    try (PieceBox box = opened(phone, backupId)) {
      ShareProof proof =
          box.piece()
              .prove(ProofContext.verifyPiece(key.keyId(), phone.deviceId(), backupId), random);
      return verified(phone, backupId, phone.deviceId(), proof);
    }
  }

  private PieceBox opened(TestPhone phone, UUID backupId) {
    JsonNode held =
        ok(get(phone, "/quorum-backups/pieces"), 200)
            .valueStream()
            .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
            .findFirst()
            .orElseThrow();
    PieceBox box =
        PieceBox.open(
            Base64.getDecoder().decode(held.path("ciphertext").asString()), phone.transportKey());
    assertThat(box.piece().image().hex()).isEqualTo(held.path("image").asString());
    return box;
  }

  private Answer verified(TestPhone phone, UUID backupId, UUID deviceId, ShareProof proof) {
    return post(
        phone,
        "/quorum-backups/" + backupId + "/verification",
        Map.of("deviceId", deviceId, "proof", Map.of("c", proof.cHex(), "z", proof.zHex())));
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

  private long endedPieces(UUID backupId) {
    return owned(backupId)
        .path("pieces")
        .valueStream()
        .filter(piece -> piece.path("ended").asBoolean())
        .count();
  }

  private String stateOf(UUID backupId) {
    return owned(backupId).path("state").asString();
  }

  private JsonNode owned(UUID backupId) {
    return ok(get(owner, "/quorum-backups"), 200)
        .valueStream()
        .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
        .findFirst()
        .orElseThrow();
  }
}
