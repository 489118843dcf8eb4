package org.bidseal.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.escrow.testkit.EscrowServiceTest;
import org.bidseal.escrow.testkit.TestKey;
import org.bidseal.escrow.testkit.TestPhone;
import org.bidseal.events.EventCodec;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Between a confirmation and the import the owner may object on any device; two others shorten it
/// when an opening is near.
final class WaitingTimeTest extends EscrowServiceTest {
  @Autowired
  @Qualifier("approvalSweep")
  private Sweep sweep;

  private final Map<TestPhone, Sm2KeyPair> signingKeys = new HashMap<>();
  private TestPhone owner;
  private TestPhone holder;
  private TestPhone colleague;
  private TestPhone thief;
  private TestKey key;
  private UUID backupId;
  private UUID recoveryId;
  private String path;

  @BeforeEach
  void aConfirmedRecovery() {
    owner = people.member("张三", enterpriseId);
    holder = people.member("李四", enterpriseId);
    colleague = people.member("王五", enterpriseId);
    endorse(holder, enterpriseId);
    endorse(colleague, enterpriseId);
    key = encryptionKey(owner);
    backupId = verifiedBackup(owner, key, holder);
    thief = people.phone(owner.personId());
    recoveryId =
        id(
            ok(
                post(
                    thief,
                    "/recoveries",
                    Map.of(
                        "backupId",
                        backupId,
                        "newDeviceId",
                        thief.deviceId(),
                        "transportPublicKey",
                        thief.transportKey().publicKey().hex())),
                201),
            "recoveryId");
    path = "/recoveries/" + recoveryId;
    ok(
        post(
            holder,
            path + "/confirmation",
            Map.of(
                "ciphertext",
                key.sealedFor(thief.transportKey().publicKey(), random),
                "comparison",
                "OMITTED")),
        200);
  }

  @Test
  void theOwnersOtherDeviceIsToldAndObjectsInTime() {
    assertThat(told(owner)).endsWith("RECOVERY_REQUESTED", "RECOVERY_CONFIRMED");
    problem(imported(), 409, "escrow/recovery-waiting");
    ok(post(owner, path + "/rejection", Map.of("reason", "It was not me")), 200);
    problem(imported(), 409, "escrow/recovery-ended");
    assertThat(told(owner)).endsWith("RECOVERY_REJECTED");
    assertThat(told(holder)).endsWith("RECOVERY_REJECTED");
  }

  @Test
  @Capability("ESC-013")
  void twoOthersShortenItWhenAnOpeningIsNear() {
    opening(Duration.ofMinutes(10));
    assertThat(ok(get(colleague, "/recoveries?view=TO_APPROVE"), 200)).hasSize(1);
    assertThat(ok(get(owner, "/recoveries?view=TO_APPROVE"), 200)).isEmpty();
    JsonNode one = ok(approve(colleague), 200);
    assertThat(one.path("approvals").asInt()).isEqualTo(1);
    assertThat(one.path("openingIsNear").asBoolean()).isTrue();
    // One person counts once.
    assertThat(ok(sign(colleague, statementFor(colleague)), 200).path("approvals").asInt())
        .isEqualTo(1);
    problem(imported(), 409, "escrow/recovery-waiting");

    ok(approve(holder), 200);
    assertThat(told(owner)).endsWith("RECOVERY_APPROVED", "RECOVERY_APPROVED", "WAITING_SHORTENED");
    ok(imported(), 200);
    Awaiting.untilAsserted(() ->
        assertThat(events.about(recoveryId))
            .containsExactly("recovery-requested", "recovery-confirmed", "recovery-approved"));
    events.of(recoveryId).stream()
        .filter(event -> event.type().contains("recovery-approved"))
        .forEach(event -> GoldenEvents.verify(EventCodec.writeText(event), "/data/approvals"));
  }

  @Test
  void neitherTheOwnerNorStrangersShortenIt() {
    opening(Duration.ofMinutes(10));
    problem(ask(owner, UUID.randomUUID()), 403, "escrow/not-an-approver");
    problem(ask(thief, UUID.randomUUID()), 403, "escrow/not-an-approver");
    TestPhone stranger = people.member("赵六", UUID.randomUUID());
    problem(ask(stranger, UUID.randomUUID()), 404, "not-found");
    TestPhone withoutKey = people.member("钱七", enterpriseId);
    problem(ask(withoutKey, UUID.randomUUID()), 404, "not-found");
  }

  @Test
  void approvalsWaitUntilAnOpeningIsNear() {
    opening(Duration.ofDays(3));
    ok(approve(colleague), 200);
    assertThat(ok(approve(holder), 200).path("openingIsNear").asBoolean()).isFalse();
    await(Mono.from(sweep.sweep()));
    problem(imported(), 409, "escrow/recovery-waiting");
    opening(Duration.ofMinutes(5));
    await(Mono.from(sweep.sweep()));
    ok(imported(), 200);
    problem(approve(colleague), 409, "conflict");
  }

  /// Who has an approver's session, and not his phone, shortens nothing.
  @Test
  void anApprovalIsASignatureOverThisRecovery() {
    opening(Duration.ofMinutes(10));
    problem(sign(colleague, statementFor(colleague)), 404, "not-found");
    UUID certificate = certificateOf(colleague);
    JsonNode asked = ok(ask(colleague, certificate), 201);
    assertThat(Base64.getDecoder().decode(asked.path("statement").asString()))
        .isEqualTo(statementFor(colleague));
    assertThat(CRYPTO.expected())
        .anySatisfy(told -> {
          assertThat(told.path("purpose").asString()).isEqualTo("RECOVERY_APPROVAL");
          assertThat(told.path("sessionId")).isEqualTo(asked.path("approvalId"));
          assertThat(told.path("e")).isEqualTo(asked.path("e"));
        });
    assertThat(ok(ask(colleague, certificate), 201)).isEqualTo(asked);
    problem(sign(colleague, statementFor(holder)), 403, "escrow/signature-invalid");
    problem(
        signed(colleague, Sm2KeyPair.generate(random), statementFor(colleague)),
        403,
        "escrow/signature-invalid");
    problem(ask(holder, certificate), 409, "escrow/certificate-unusable");
    assertThat(told(owner)).doesNotContain("RECOVERY_APPROVED");
    assertThat(ok(get(owner, path), 200).path("approvals").asInt()).isZero();

    assertThat(ok(sign(colleague, statementFor(colleague)), 200).path("approvals").asInt())
        .isEqualTo(1);
  }

  private void opening(Duration in) {
    Instant at = Instant.now().plus(in);
    CRYPTO.dependOn(key, at, at.plus(Duration.ofHours(1)));
  }

  private Answer approve(TestPhone by) {
    Answer asked = ask(by, certificateOf(by));
    return asked.status() == 201 ? sign(by, statementFor(by)) : asked;
  }

  private UUID certificateOf(TestPhone phone) {
    Sm2KeyPair key = signingKeys.computeIfAbsent(phone, _ -> Sm2KeyPair.generate(random));
    return identity.signingCertificate(phone.personId(), enterpriseId, key);
  }

  private Answer ask(TestPhone by, UUID certificateId) {
    return post(by, path + "/approvals", Map.of("certificateId", certificateId));
  }

  private Answer sign(TestPhone by, byte[] statement) {
    return signed(by, signingKeys.computeIfAbsent(by, _ -> Sm2KeyPair.generate(random)), statement);
  }

  private Answer signed(TestPhone by, Sm2KeyPair key, byte[] statement) {
    return call(HttpMethod.PUT, by, path + "/approvals/signature", signature(key, statement));
  }

  /// As docs/split-key.md has it.
  private byte[] statementFor(TestPhone approver) {
    return new Fields()
        .add("bidseal-recovery-approval-v1")
        .add(recoveryId)
        .add(key.keyId())
        .add(thief.deviceId())
        .add(thief.transportKey().publicKey())
        .add(approver.personId())
        .bytes();
  }

  private Answer imported() {
    return post(
        thief, path + "/import", Map.of("proof", key.proof(backupId, thief.deviceId(), random)));
  }
}
