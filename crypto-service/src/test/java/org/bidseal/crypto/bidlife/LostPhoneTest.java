package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.OpenedBackups;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is sealed outlives the phone that sealed it; what would not is not sealed, or not without a
/// warning.
class LostPhoneTest extends BidTest {
  private final UUID enterpriseId = UUID.randomUUID();
  private Bidder owner;
  private Bidder colleague;

  @BeforeEach
  void anOwnerAndHisColleague() {
    owner = bidder(enterpriseId);
    colleague = bidder(enterpriseId);
  }

  /// The phone that sealed it, a phone that holds the backup, and a phone after the recovery.
  @Test
  @Capability("CRY-010")
  void threePhonesOpenWhatOneHasSealed() {
    UUID backup = UUID.randomUUID();
    Bidder holder = colleague.with(given(backup, colleague));
    backUp(owner);
    Draft first = sealed(100, owner);
    Draft second = sealed(100, owner);
    Draft third = sealed(100, owner);

    decrypt(first, owner);
    decrypt(second, holder);
    Bidder recovered = recovered(backup);
    decrypt(third, recovered);

    for (Draft draft : List.of(first, second, third)) {
      assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
          .isEqualTo(draft.file());
    }
    assertThat(openedBy(first, owner)).isTrue();
    assertThat(openedBy(second, colleague)).isTrue();
    assertThat(show(third.envelopeId()).path("decryption").path("keyId").asString())
        .isEqualTo(owner.encryptionKey().toString());
    Draft late = sealed(opening(), 100, colleagueBackedUp(), owner);
    open(late.openingId());
    for (Bidder dead : List.of(owner, holder)) {
      UUID session = session(late.envelopeId(), dead, "DECRYPT");
      assertThat(
              dead.coDecrypt(late.envelopeId(), session, owner.entry(late.envelopeId()))
                  .problem(409))
          .isEqualTo("stale-share");
    }
  }

  /// After somebody cleared its data a phone knows neither its half nor its token.
  @Test
  @Capability("CRY-005")
  void aPhoneThatWasClearedOpensNothingUntilItsKeyComesBack() {
    UUID backup = UUID.randomUUID();
    Bidder holder = colleague.with(given(backup, colleague));
    backUp(owner);
    Draft forHolder = sealed(100, owner);
    Draft forRecovered = sealed(100, owner);
    open(forHolder.openingId());

    Bidder cleared = owner.with(owner.encryption().withWrongPin());
    UUID session = session(forHolder.envelopeId(), cleared, "DECRYPT");
    assertThat(
            cleared
                .coDecrypt(forHolder.envelopeId(), session, owner.entry(forHolder.envelopeId()))
                .problem(403))
        .isEqualTo("wrong-pin-or-proof");
    decrypt(forHolder, holder);
    decrypt(forRecovered, recovered(backup));
  }

  /// Who has no backup learns it before he seals, not at the opening.
  @Test
  @Capability("CRY-005")
  void withoutABackupNothingIsSealedAndItsHolderIsToldWhatToDo() {
    Draft draft = draft(owner, 100, "BIDDER");
    Api.Answer refused =
        owner.address(draft.envelopeId(), draft.sessionId(), owner.encryptionCertificate());
    assertThat(refused.problem(409)).isEqualTo("backup-not-verified");
    assertThat(refused.json().path("next").path("zh").asString()).contains("备份");
    assertThat(refused.json().path("next").path("en").asString()).contains("Back the key up");
    assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("DRAFT");
    assertThat(
            platform
                .put(
                    "/envelopes/" + draft.envelopeId() + "/header",
                    Map.of("header", "AAAA", "treeRoot", "ab".repeat(32), "plaintextSize", 100))
                .problem(409))
        .isEqualTo("envelope-state-forbids");
  }

  /// A platform that only warns has a second recipient in its place; page and phone both show it.
  @Test
  @Capability("CRY-005")
  void whereThePlatformOnlyWarnsAnotherRecipientStandsIn() {
    platform(platformId, false, "WARN");
    Draft draft = draft(owner, 100, "BIDDER");
    address(draft, owner, colleague);
    for (Api end : List.of(platform, owner.api(), colleague.api())) {
      JsonNode addressed =
          end.get("/envelopes/" + draft.envelopeId()).expect(200).path("addressed");
      assertThat(addressed.path("backupVerified").asBoolean(true)).isFalse();
    }
    Desk.SealedFile file = describe(draft, show(draft.envelopeId()));
    upload(draft, file.content()).expect(200);
    owner.sign(draft.envelopeId(), draft.sessionId()).expect(200);

    decrypt(draft, colleague);
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  /// The phone of somebody who opened the backup of the owner's half.
  private TestPhone given(UUID backup, Bidder to) {
    return OpenedBackups.open(http, owner.encryption(), backup, to.personId(), to.deviceId());
  }

  /// The owner on a new phone, whose refresh has ended all older halves.
  private Bidder recovered(UUID backup) {
    TestPhone phone =
        OpenedBackups.open(http, owner.encryption(), backup, owner.personId(), UUID.randomUUID());
    phone.refresh();
    return owner.with(phone);
  }

  private Bidder colleagueBackedUp() {
    backUp(colleague);
    return colleague;
  }

  private boolean openedBy(Draft draft, Bidder who) {
    return show(draft.envelopeId())
        .path("decryption")
        .path("personId")
        .asString()
        .equals(who.personId().toString());
  }
}
