package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.bidseal.escrow.departure.Departures;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.smcrypto.share.DeviceShare;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// A key is never left without a backup in silence: refreshes, revocations, people who leave and
/// phones that are lost.
final class ProtectionTest extends EscrowServiceTest {
  @Autowired private Departures departures;

  private TestPhone owner;
  private TestPhone first;
  private TestPhone second;
  private TestKey key;

  @BeforeEach
  void aKeyAndTwoWhoMayHoldIt() {
    owner = people.member("张三", enterpriseId);
    first = people.member("李四", enterpriseId);
    second = people.member("王五", enterpriseId);
    endorse(first, enterpriseId);
    endorse(second, enterpriseId);
    key = encryptionKey(owner);
  }

  @Test
  void afterARefreshThePhoneIsToldWhoHeldItAndBacksUpToAllInOneCall() {
    UUID atFirst = verifiedBackup(owner, key, first);
    verifiedBackup(owner, key, second);
    assertThat(ownKey().path("backedUp").asBoolean()).isTrue();
    TestKey next = new TestKey(key.keyId(), DeviceShare.generate(random), 2);
    CRYPTO.know(next);
    people.refresh(key.keyId(), 2, owner.deviceId());
    Awaiting.untilAsserted(() -> assertThat(stateOf(atFirst)).isEqualTo("STALE"));
    assertThat(ownKey().path("backedUp").asBoolean()).isFalse();
    Awaiting.untilAsserted(() -> assertThat(events.about(key.keyId())).contains("backup-lapsed"));
    assertThat(told(owner)).contains("BACKUP_STALE").endsWith("BACKUP_LAPSED");

    String path = "/keys/" + key.keyId() + "/renewals";
    JsonNode outstanding = ok(get(owner, path + "?generation=2"), 200);
    assertThat(outstanding.valueStream().map(each -> each.path("deviceId").asString()))
        .containsExactlyInAnyOrder(first.deviceId().toString(), second.deviceId().toString());
    JsonNode renewed = ok(post(owner, path, renewal(next, first, second)), 201);
    assertThat(renewed.path("backupIds")).hasSize(2);
    assertThat(ok(get(owner, path + "?generation=2"), 200)).isEmpty();
    assertThat(ownKey().path("backedUp").asBoolean()).isFalse();

    UUID anew = UUID.fromString(renewed.path("backupIds").path(0).asString());
    ok(verify(first, next, anew), 200);
    assertThat(ownKey().path("backedUp").asBoolean()).isTrue();
    assertThat(told(first))
        .containsExactly(
            "BACKUP_REQUESTED",
            "BACKUP_VERIFIED",
            "BACKUP_STALE",
            "BACKUP_REQUESTED",
            "BACKUP_VERIFIED");
  }

  @Test
  void whatWasTakenBackIsNotRenewedAndAllOrNoneAreMade() {
    UUID atFirst = verifiedBackup(owner, key, first);
    verifiedBackup(owner, key, second);
    ok(post(owner, "/backups/" + atFirst + "/revocation", null), 200);
    TestKey next = new TestKey(key.keyId(), DeviceShare.generate(random), 2);
    CRYPTO.know(next);

    // Ahead of the event of the refresh: the holders are known all the same.
    String path = "/keys/" + key.keyId() + "/renewals";
    assertThat(ok(get(owner, path + "?generation=2"), 200))
        .hasSize(1)
        .allMatch(each -> each.path("deviceId").asString().equals(second.deviceId().toString()));
    TestPhone stranger = people.member("赵六", UUID.randomUUID());
    problem(post(owner, path, renewal(next, second, stranger)), 409, "escrow/holder-not-eligible");
    assertThat(ok(get(owner, path + "?generation=2"), 200)).hasSize(1);
    problem(post(stranger, path, renewal(next, second)), 404, "not-found");
    problem(get(stranger, path + "?generation=2"), 404, "not-found");
  }

  @Test
  @Capability("ESC-013")
  void anEndedBackupIsToldWithItsReasonAndTheLastOneIsALapse() {
    UUID atFirst = verifiedBackup(owner, key, first);
    UUID atSecond = verifiedBackup(owner, key, second);
    problem(post(owner, "/backups/" + atFirst + "/surrender", null), 403, "escrow/not-the-holder");
    JsonNode given = ok(post(first, "/backups/" + atFirst + "/surrender", null), 200);
    assertThat(given.path("state").asString()).isEqualTo("REVOKED");
    assertThat(given.path("endReason").asString()).isEqualTo("HOLDER_GAVE_UP");
    assertThat(told(owner)).endsWith("BACKUP_REVOKED");

    ok(post(owner, "/backups/" + atSecond + "/revocation", null), 200);
    assertThat(told(owner)).endsWith("BACKUP_REVOKED", "BACKUP_LAPSED");
    assertThat(told(second)).endsWith("BACKUP_VERIFIED", "BACKUP_REVOKED");
    Awaiting.untilAsserted(() -> assertThat(events.about(key.keyId())).hasSize(1));
    events.of(key.keyId()).forEach(event -> GoldenEvents.verify(EventCodec.writeText(event)));
  }

  @Test
  void aHolderWhoLeavesAndALostPhoneHoldNothingAnyMore() {
    UUID atFirst = verifiedBackup(owner, key, first);
    UUID atSecond = verifiedBackup(owner, key, second);
    people.leave(first.personId(), enterpriseId);
    Awaiting.untilAsserted(() -> assertThat(endOf(atFirst)).isEqualTo("HOLDER_LEFT"));
    assertThat(endOf(atSecond)).isEmpty();

    people.lose(second);
    Awaiting.untilAsserted(() -> assertThat(endOf(atSecond)).isEqualTo("DEVICE_GONE"));
    assertThat(told(owner)).endsWith("BACKUP_REVOKED", "BACKUP_LAPSED");
    assertThat(ok(get(owner, "/candidates?keyId=" + key.keyId()), 200)).isEmpty();
  }

  @Test
  void whatColleaguesHoldOfOneWhoLeftEndsWhenNoBidNeedsIt() {
    UUID atFirst = verifiedBackup(owner, key, first);
    CRYPTO.dependOn(key, Instant.now().plusSeconds(3600), Instant.now().plusSeconds(7200));
    people.leave(owner.personId(), enterpriseId);
    Awaiting.untilAsserted(() -> assertThat(departed()).isTrue());
    await(departures.sweep());
    assertThat(stateOf(atFirst)).isEqualTo("VERIFIED");

    CRYPTO.dependOn(key, Instant.now().minusSeconds(3600), Instant.now().minusSeconds(60));
    await(departures.sweep());
    assertThat(endOf(atFirst)).isEqualTo("OWNER_LEFT");
  }

  @Test
  void everyDeviceReadsAllNoticesAndKeepsItsOwnMark() {
    verifiedBackup(owner, key, first);
    TestPhone tablet = people.phone(owner.personId());
    JsonNode page = ok(get(owner, "/notices?deviceId=" + owner.deviceId()), 200);
    assertThat(page.path("notices").valueStream().map(each -> each.path("number").asLong()))
        .containsExactly(1L, 2L);
    JsonNode verified = page.path("notices").path(1);
    assertThat(verified.path("kind").asString()).isEqualTo("BACKUP_VERIFIED");
    assertThat(verified.path("keyId").asString()).isEqualTo(key.keyId().toString());
    assertThat(verified.path("text").path("zh").asString()).isNotBlank();
    assertThat(page.path("next").asLong()).isEqualTo(2);
    assertThat(page.path("readUpTo").asLong()).isZero();
    assertThat(ok(get(owner, "/notices?since=1"), 200).path("notices")).hasSize(1);
    assertThat(ok(get(owner, "/notices?since=2"), 200).path("next").asLong()).isEqualTo(2);

    assertThat(mark(owner, 2)).isEqualTo(2);
    assertThat(mark(owner, 1)).isEqualTo(2);
    assertThat(mark(tablet, 99)).isEqualTo(2);
    problem(
        call(
            HttpMethod.PUT,
            first,
            "/devices/" + owner.deviceId() + "/notice-mark",
            Map.of("readUpTo", 1)),
        404,
        "not-found");
    Awaiting.untilAsserted(() -> assertThat(events.of(owner.personId())).hasSize(2));
    events
        .of(owner.personId())
        .forEach(event ->
            GoldenEvents.verify(EventCodec.writeText(event), "/data/kind", "/data/number"));
  }

  private long mark(TestPhone phone, long readUpTo) {
    return ok(
            call(
                HttpMethod.PUT,
                phone,
                "/devices/" + phone.deviceId() + "/notice-mark",
                Map.of("readUpTo", readUpTo)),
            200)
        .path("readUpTo")
        .asLong();
  }

  private Map<String, Object> renewal(TestKey next, TestPhone... holders) {
    return Map.of(
        "generation",
        next.generation(),
        "backups",
        List.of(holders).stream()
            .map(holder ->
                Map.of(
                    "holderDeviceId",
                    holder.deviceId(),
                    "ciphertext",
                    next.sealedFor(holder.transportKey().publicKey(), random)))
            .toList());
  }

  private boolean departed() {
    try {
      return database
          .sql("select 1 from owner_departure where person_id = :person")
          .bind("person", owner.personId())
          .fetch()
          .first()
          .hasElement()
          .toFuture()
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode ownKey() {
    return keys(owner).path("onThisDevice").path(0);
  }

  private String stateOf(UUID backupId) {
    return owned(backupId).path("state").asString();
  }

  private String endOf(UUID backupId) {
    return owned(backupId).path("endReason").asString("");
  }

  private JsonNode owned(UUID backupId) {
    return ok(get(owner, "/backups?view=OWNED"), 200)
        .valueStream()
        .filter(each -> each.path("backupId").asString().equals(backupId.toString()))
        .findFirst()
        .orElseThrow();
  }
}
