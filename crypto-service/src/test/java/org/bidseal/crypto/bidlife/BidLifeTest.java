package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.SegmentTree;
import org.bidseal.smcrypto.evidence.TreeKey;
import org.bidseal.smcrypto.x509.Sm2Certificates;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One bid from its announcement to its plaintext, and what its two ends see of it.
class BidLifeTest extends BidTest {
  private static final int THREE_SEGMENTS_AND_A_BIT = 3 * 1024 * 1024 + 17;

  @Test
  void aBidIsSealedWaitsForItsOpeningAndIsOpened() throws Exception {
    Bidder bidder = bidder();
    backUp(bidder);
    Instant deadline = Instant.now().plusSeconds(25);
    UUID openingId = opening(deadline, deadline.plusSeconds(2));
    UUID envelopeId = announce(openingId, bidder, THREE_SEGMENTS_AND_A_BIT, "BIDDER");
    UUID sealing = session(envelopeId, bidder, "ENCRYPT");
    Draft draft = new Draft(openingId, envelopeId, sealing, Desk.file(THREE_SEGMENTS_AND_A_BIT));

    SealedFile file = describe(draft, address(draft, bidder));
    JsonNode uploaded = upload(draft, file.content()).expect(200);
    assertThat(uploaded.path("state").asString()).isEqualTo("DESCRIBED");
    JsonNode sealed = bidder.sign(envelopeId, sealing).expect(200);

    assertThat(sealed.path("state").asString()).isEqualTo("SEALED");
    JsonNode receipt = platform.get("/envelopes/" + envelopeId + "/receipt").expect(200);
    JsonNode payload = verifyReceipt(receipt);
    assertThat(payload.path("treeRoot").asString()).isEqualTo(file.sealed().treeRoot().hex());
    assertThat(payload.path("headerSm3").asString()).isEqualTo(file.sealed().header().hash().hex());
    assertThat(payload.path("envelopeSize").asLong()).isEqualTo(file.content().length);
    assertThat(payload.path("sealing").asString()).isEqualTo("BIDDER");
    assertThat(payload.path("shortCode").asString())
        .isEqualTo(sealed.path("statement").path("shortCode").asString());

    UUID opening = session(envelopeId, bidder, "DECRYPT");
    Api.Answer early = bidder.coDecrypt(envelopeId, opening, bidder.entry(envelopeId));
    assertThat(early.problem(403)).isEqualTo("opening-not-open");
    assertThat(platform.get("/openings/" + openingId + "/record").problem(403))
        .isEqualTo("opening-not-open");
    assertThat(bidder.contentKey(envelopeId, opening, "00".repeat(16)).problem(403))
        .isEqualTo("opening-not-open");

    Awaiting.until(
        "the opening's time",
        () ->
            platform
                .get("/openings/" + openingId)
                .expect(200)
                .path("state")
                .asString()
                .equals("OPENED"));
    String fileKey = bidder.fileKey(envelopeId, opening);
    bidder.contentKey(envelopeId, opening, fileKey).expect(202);

    awaitState(envelopeId, "DECRYPTED");
    Api.Answer plaintext = platform.get("/envelopes/" + envelopeId + "/plaintext");
    assertThat(plaintext.status()).isEqualTo(200);
    assertThat(plaintext.body()).isEqualTo(draft.file());
    verifyRecord(draft, receipt);
  }

  @Test
  void theFileKeyIsDestroyedWithItsJob() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(1000, bidder);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    UUID jobId =
        id(
            bidder
                .contentKey(
                    draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
                .expect(202),
            "jobId");

    awaitState(draft.envelopeId(), "DECRYPTED");

    assertThat(
            holds(
                "select file_key is null and state = 'DONE' from decryption_job where job_id = :id",
                jobId))
        .isTrue();
  }

  @Test
  @Capability({"CRY-006", "CRY-007"})
  void everyChosenColleagueOpensTheBidAlone() {
    UUID enterpriseId = UUID.randomUUID();
    Bidder first = bidder(enterpriseId);
    Bidder second = bidder(enterpriseId);
    backUp(first);
    for (Bidder opener : new Bidder[] {first, second}) {
      Draft draft = sealed(5000, first, second);
      open(draft.openingId());
      UUID session = session(draft.envelopeId(), opener, "DECRYPT");
      opener
          .contentKey(draft.envelopeId(), session, opener.fileKey(draft.envelopeId(), session))
          .expect(202);
      awaitState(draft.envelopeId(), "DECRYPTED");
      assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
          .isEqualTo(draft.file());
    }
  }

  @Test
  void filesWithoutAByteAndBeyondFourGibibytesAreNoBids() {
    String path = "/openings/" + opening() + "/envelopes";
    long fourGib = 4L << 30;
    assertThat(platform.post(path, announcement(0)).problem(422)).isEqualTo("file-empty");
    assertThat(platform.post(path, announcement(fourGib + 1)).problem(413))
        .isEqualTo("file-too-large");
    assertThat(platform.post(path, announcement(-1)).problem(400)).isEqualTo("validation-failed");
    platform.post(path, announcement(1)).expect(201);
    platform.post(path, announcement(fourGib)).expect(201);
  }

  private static Map<String, Object> announcement(long size) {
    return Map.of(
        "enterpriseId", UUID.randomUUID(), "fileName", "b", "size", size, "sealing", "BIDDER");
  }

  /// Verifies with Bouncy Castle's JCA, which shares no code with the service's own SM2.
  private static JsonNode verifyReceipt(JsonNode receipt) throws Exception {
    byte[] payload = base64(receipt, "payload");
    byte[] signature = base64(receipt, "signature");
    X509Certificate certificate = Sm2Certificates.parse(base64(receipt, "certificate"));
    assertThat(verifies(certificate, payload, signature)).isTrue();
    assertThat(Sm2Certificates.isSignedBy(certificate, Neighbours.get().authority().rootKey()))
        .isTrue();
    var token = new TimeStampToken(new CMSSignedData(base64(receipt, "timestamp")));
    token.validate(
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(TestAuthority.BC)
            .build(Neighbours.get().authority().timestampAuthority()));
    assertThat(token.getTimeStampInfo().getMessageImprintDigest())
        .isEqualTo(Sm3Hash.of(signature).bytes());
    return Api.JSON.readTree(payload);
  }

  private void verifyRecord(Draft draft, JsonNode receipt) {
    JsonNode entries = record(draft.openingId()).path("entries");
    assertThat(entries.valueStream().map(entry -> entry.path("kind").asString()))
        .containsExactly(
            "OPENING_REGISTERED", "BID_SEALED", "RECEIPT_TIMESTAMPED", "BID_DECRYPTED");
    JsonNode sealed = entries.path(1).path("payload").path("receipt");
    assertThat(sealed.path("payload")).isEqualTo(receipt.path("payload"));
    assertThat(sealed.path("signature")).isEqualTo(receipt.path("signature"));
    JsonNode signed = Api.JSON.readTree(base64(sealed, "payload"));
    TreeKey treeKey = TreeKey.ofHex(entries.path(3).path("payload").path("treeKey").asString());
    var tree = new SegmentTree();
    for (int at = 0; at < draft.file().length; at += 1024 * 1024) {
      int length = Math.min(1024 * 1024, draft.file().length - at);
      tree.add(SegmentTree.leaf(treeKey, draft.file(), at, length));
    }
    assertThat(signed.path("treeRoot").asString()).isEqualTo(tree.root().hex());
  }

  private static boolean verifies(X509Certificate certificate, byte[] payload, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("SM3withSM2", TestAuthority.BC);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(payload);
    return verifier.verify(signature);
  }

  private static byte[] base64(JsonNode node, String field) {
    return Base64.getDecoder().decode(node.path(field).asString());
  }
}
