package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.evidence.TreeStream;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is refused on the way to a sealed bid.
class SealingRulesTest extends BidTest {
  @Test
  void onlyCertificatesThatCanOpenTheBidAreRecipients() {
    UUID enterpriseId = UUID.randomUUID();
    Bidder bidder = bidder(enterpriseId);
    Bidder colleague = bidder(enterpriseId);
    Bidder competitor = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 100, "BIDDER");
    UUID own = bidder.encryptionCertificate();

    assertThat(refusal(bidder, draft, own, own)).isEqualTo("recipient-named-twice");
    assertThat(refusal(bidder, draft, own, competitor.encryptionCertificate()))
        .isEqualTo("recipient-unusable");
    assertThat(refusal(bidder, draft, own, bidder.signingCertificate()))
        .isEqualTo("recipient-unusable");
    assertThat(refusal(bidder, draft, colleague.encryptionCertificate()))
        .isEqualTo("own-certificate-missing");
    assertThat(refusal(bidder, draft)).isEqualTo("validation-failed");
    UUID[] seventeen = new UUID[17];
    Arrays.setAll(seventeen, _ -> UUID.randomUUID());
    assertThat(refusal(bidder, draft, seventeen)).isEqualTo("validation-failed");
    revoke(colleague.encryptionCertificate());
    assertThat(refusal(bidder, draft, own, colleague.encryptionCertificate()))
        .isEqualTo("recipient-unusable");

    JsonNode addressed = address(draft, bidder);
    assertThat(addressed.path("state").asString()).isEqualTo("ADDRESSED");
    assertThat(addressed.path("addressed").path("backupVerified").asBoolean()).isTrue();
  }

  @Test
  void onlyWhoConfirmedTheSessionMayAddress() {
    UUID enterpriseId = UUID.randomUUID();
    Bidder bidder = bidder(enterpriseId);
    Bidder colleague = bidder(enterpriseId);
    backUp(bidder);
    backUp(colleague);
    Draft draft = draft(bidder, 100, "BIDDER");

    assertThat(
            colleague
                .address(draft.envelopeId(), draft.sessionId(), colleague.encryptionCertificate())
                .problem(409))
        .isEqualTo("session-not-confirmed");
    UUID another = announce(draft.openingId(), bidder, 5, "BIDDER");
    assertThat(
            bidder.address(another, draft.sessionId(), bidder.encryptionCertificate()).problem(409))
        .isEqualTo("session-not-confirmed");
    UUID decrypt = UUID.randomUUID();
    assertThat(
            bidder
                .address(draft.envelopeId(), decrypt, bidder.encryptionCertificate())
                .problem(409))
        .isEqualTo("session-not-confirmed");
  }

  @Test
  void aSessionIsAlsoKnownByItsEvents() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 100, "BIDDER");
    Map<String, Object> session = new HashMap<>(Neighbours.get().forget(draft.sessionId()));
    publish("org.bidseal.qr.session-confirmed.v1", draft.sessionId(), session);
    Awaiting.untilAsserted(() ->
        assertThat(
                bidder
                    .address(draft.envelopeId(), draft.sessionId(), bidder.encryptionCertificate())
                    .status())
            .isEqualTo(200));

    publish("org.bidseal.qr.session-expired.v1", draft.sessionId(), session);
    Awaiting.untilAsserted(() ->
        assertThat(
                bidder
                    .address(draft.envelopeId(), draft.sessionId(), bidder.encryptionCertificate())
                    .problem(409))
            .isEqualTo("session-not-confirmed"));
  }

  @Test
  @Capability("CRY-002")
  void withoutAVerifiedBackupOfTheCurrentShareNothingIsSealed() {
    Bidder bidder = bidder();
    Draft draft = draft(bidder, 100, "BIDDER");
    UUID own = bidder.encryptionCertificate();
    assertThat(bidder.address(draft.envelopeId(), draft.sessionId(), own).problem(409))
        .isEqualTo("backup-not-verified");

    backUp(bidder);
    address(draft, bidder);

    bidder.encryption().refresh();
    assertThat(bidder.address(draft.envelopeId(), draft.sessionId(), own).problem(409))
        .isEqualTo("backup-not-verified");
  }

  @Test
  void aPlatformMayRelaxTheBackupRuleForSeveralRecipients() {
    platform(platformId, false, "WARN");
    UUID enterpriseId = UUID.randomUUID();
    Bidder bidder = bidder(enterpriseId);
    Bidder colleague = bidder(enterpriseId);
    Draft draft = draft(bidder, 100, "BIDDER");
    assertThat(
            bidder
                .address(draft.envelopeId(), draft.sessionId(), bidder.encryptionCertificate())
                .problem(409))
        .isEqualTo("backup-not-verified");

    JsonNode addressed = address(draft, bidder, colleague);

    assertThat(addressed.path("addressed").path("backupVerified").asBoolean(true)).isFalse();
  }

  @Test
  void theHeaderMustBeOneOfThisEnvelopeAndTheseRecipients() {
    UUID enterpriseId = UUID.randomUUID();
    Bidder bidder = bidder(enterpriseId);
    Bidder colleague = bidder(enterpriseId);
    backUp(bidder);
    Draft draft = draft(bidder, 100, "BIDDER");
    Draft other = draft(bidder, 100, "BIDDER");
    JsonNode forBoth = address(draft, bidder, colleague);
    SealedFile sealedForBoth = Desk.seal(forBoth, draft.file());
    address(draft, bidder);
    SealedFile sealedForOther = Desk.seal(address(other, bidder), draft.file());
    String path = "/envelopes/" + draft.envelopeId() + "/header";

    assertThat(platform.put(path, sealedForBoth.description()).problem(422))
        .isEqualTo("header-recipients-differ");
    assertThat(platform.put(path, sealedForOther.description()).problem(422))
        .isEqualTo("header-of-another-bid");
    SealedFile good = Desk.seal(show(draft.envelopeId()), draft.file());
    Map<String, Object> changed = new HashMap<>(good.description());
    changed.put("plaintextSize", 101);
    assertThat(platform.put(path, changed).problem(422)).isEqualTo("header-not-valid");
    changed.put("plaintextSize", 100);
    changed.put("header", Base64.getEncoder().encodeToString("no header at all".getBytes(UTF_8)));
    assertThat(platform.put(path, changed).problem(422)).isEqualTo("header-not-valid");
    changed.put("header", "QklEU0VBTAH/////" + "AAAA".repeat(100));
    assertThat(platform.put(path, changed).problem(422)).isEqualTo("header-not-valid");
    assertThat(platform.put(path, good.description()).status()).isEqualTo(200);
  }

  @Test
  void contentThatIsNotTheDescribedEnvelopeLeavesNothing() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 1024 * 1024 + 100, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    byte[] tampered = content.clone();
    tampered[40] ^= 1;

    assertThat(upload(draft, tampered).problem(422)).isEqualTo("content-not-valid");
    assertThat(upload(draft, Arrays.copyOf(content, content.length - 1)).problem(422))
        .isEqualTo("content-not-valid");
    assertThat(upload(draft, Arrays.copyOf(content, content.length + 1)).problem(422))
        .isEqualTo("content-not-valid");
    assertThat(upload(draft, new byte[0]).problem(422)).isEqualTo("content-not-valid");

    assertThat(show(draft.envelopeId()).path("described").path("contentStored").asBoolean())
        .isFalse();
    assertThat(Blobs.of(draft.envelopeId())).isEmpty();
    assertThat(Blobs.drafts()).isEmpty();
    upload(draft, content).expect(200);
    assertThat(Blobs.of(draft.envelopeId())).hasSize(1);
    upload(draft, content).expect(200);
    Awaiting.untilAsserted(() -> assertThat(Blobs.of(draft.envelopeId())).hasSize(1));
  }

  @Test
  void whatComesAfterTheDeadlineIsNotSealed() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 1000, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    move(draft.openingId(), "-1 second", "1 hour");

    assertThat(upload(draft, content).problem(409)).isEqualTo("deadline-passed");

    assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("DESCRIBED");
    assertThat(Blobs.of(draft.envelopeId())).isEmpty();
    assertThat(
            platform
                .post(
                    "/openings/" + draft.openingId() + "/envelopes",
                    Map.of(
                        "enterpriseId",
                        bidder.enterpriseId(),
                        "fileName",
                        "late.pdf",
                        "size",
                        1,
                        "sealing",
                        "BIDDER"))
                .problem(409))
        .isEqualTo("deadline-passed");
  }

  @Test
  void theStatementIsSignedByItsOwnKeyOrNotAtAll() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 1000, "BIDDER");
    SealedFile file = describe(draft, address(draft, bidder));
    var stranger = org.bidseal.smcrypto.sm2.Sm2KeyPair.generate(new java.security.SecureRandom());
    Sm3Hash e = Sm3Hash.ofHex(show(draft.envelopeId()).path("statement").path("e").asString());

    assertThat(
            bidder
                .sign(
                    draft.envelopeId(),
                    draft.sessionId(),
                    stranger.sign(e, new java.security.SecureRandom()))
                .problem(422))
        .isEqualTo("statement-signature-not-valid");

    upload(draft, file.content()).expect(200);
    assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("DESCRIBED");
  }

  @Test
  void aSealedBidStaysAsItIs() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    JsonNode sealed = show(draft.envelopeId());

    assertThat(
            bidder
                .address(draft.envelopeId(), draft.sessionId(), bidder.encryptionCertificate())
                .problem(409))
        .isEqualTo("envelope-state-forbids");
    SealedFile another = Desk.seal(sealed, draft.file());
    assertThat(
            platform
                .put("/envelopes/" + draft.envelopeId() + "/header", another.description())
                .problem(409))
        .isEqualTo("envelope-state-forbids");
    assertThat(upload(draft, another.content()).problem(409)).isEqualTo("envelope-state-forbids");
  }

  @Test
  void theServerSealsOnlyWhereThePlatformAllowsIt() {
    platform(platformId, false, "REQUIRED");
    Bidder bidder = bidder();
    UUID openingId = opening();
    assertThat(
            platform
                .post(
                    "/openings/" + openingId + "/envelopes",
                    Map.of(
                        "enterpriseId",
                        bidder.enterpriseId(),
                        "fileName",
                        "bid.pdf",
                        "size",
                        1,
                        "sealing",
                        "SERVER"))
                .problem(403))
        .isEqualTo("server-sealing-not-allowed");
  }

  @Test
  void aBidSealedByTheServerSaysSoAndOpensAsAnyOther() {
    Bidder bidder = bidder();
    backUp(bidder);
    int size = 2 * 1024 * 1024 + 5;
    Draft draft = draft(bidder, size, "SERVER");
    address(draft, bidder);
    String path = "/envelopes/" + draft.envelopeId();
    assertThat(platform.upload(path + "/plaintext", new byte[size - 1]).problem(422))
        .isEqualTo("content-not-valid");
    assertThat(platform.upload(path + "/content", new byte[10]).problem(409))
        .isEqualTo("wrong-sealing-mode");

    JsonNode answer = platform.upload(path + "/plaintext", draft.file()).expect(200);
    JsonNode sealed = bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);

    assertThat(sealed.path("state").asString()).isEqualTo("SEALED");
    JsonNode receipt =
        Api.JSON.readTree(
            Base64.getDecoder().decode(sealed.path("receipt").path("payload").asString()));
    assertThat(receipt.path("sealing").asString()).isEqualTo("SERVER");
    assertThat(receipt.path("treeRoot").asString()).isEqualTo(answer.path("treeRoot").asString());
    assertThat(rootUnder(answer.path("treeKey").asString(), draft.file()))
        .isEqualTo(receipt.path("treeRoot").asString());
    decrypt(draft, bidder);
    assertThat(platform.get(path + "/plaintext").body()).isEqualTo(draft.file());
  }

  private static String rootUnder(String treeKey, byte[] file) {
    try (TreeKey key = TreeKey.ofHex(treeKey)) {
      return new TreeStream(key, EnvelopeHeader.SEGMENT_BYTES)
          .update(file, 0, file.length)
          .finish()
          .hex();
    }
  }

  private static String refusal(Bidder bidder, Draft draft, UUID... certificates) {
    JsonNode problem = bidder.address(draft.envelopeId(), draft.sessionId(), certificates).json();
    String type = problem.path("type").asString();
    return type.substring(type.lastIndexOf('/') + 1);
  }

  private void revoke(UUID certificateId) {
    database
        .sql("update certificate set state = 'REVOKED' where certificate_id = :certificateId")
        .bind("certificateId", certificateId)
        .then()
        .block();
  }
}
