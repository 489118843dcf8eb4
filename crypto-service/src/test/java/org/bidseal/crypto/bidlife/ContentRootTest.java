package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.evidence.ContentTree;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The receipt names the root of what was uploaded, so that a content that does not decrypt is
/// somebody's fault, and not nobody's.
class ContentRootTest extends UploadTest {
  private static final int SIZE = 3 * 1024 * 1024 + 77;

  @Test
  void theReceiptNamesTheRootOfWhatWasUploadedAtOnce() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    upload(draft, sealed.content()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    assertThat(rootInReceipt(draft.envelopeId())).isEqualTo(root(sealed.content()));
  }

  @Test
  void itIsTheSameOverAnUploadInPiecesOfAnyLength() throws IOException {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    byte[] content = sealed.content();
    String upload = tus.created(draft.envelopeId(), content.length);
    tus.patch(upload, 0, Arrays.copyOf(content, 1_000_003)).expect(204);
    tus.checked(upload, content, 1_000_003, 1_000_010).expect(204);
    byte[] spoilt = Arrays.copyOfRange(content, 1_000_010, 1_200_000);
    tus.patch(upload, 1_000_010, spoilt, "Upload-Checksum", TusCalls.checksum(new byte[1]));
    tus.patch(upload, 1_000_010, Arrays.copyOfRange(content, 1_000_010, 2_097_152)).expect(204);
    tus.patch(upload, 2_097_152, Arrays.copyOfRange(content, 2_097_152, content.length))
        .expect(204);
    assertThat(rootInReceipt(draft.envelopeId())).isEqualTo(root(content));
  }

  @Test
  void itIsReadFromTheStoreIfItWasLostOnTheWay() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    byte[] content = sealed.content();
    String upload = tus.created(draft.envelopeId(), content.length);
    tus.patch(upload, 0, Arrays.copyOf(content, 100)).expect(204);
    database
        .sql("update upload set content_tree = null where envelope_id = :envelope")
        .bind("envelope", draft.envelopeId())
        .then()
        .block();
    tus.patch(upload, 100, Arrays.copyOfRange(content, 100, content.length)).expect(204);
    assertThat(rootInReceipt(draft.envelopeId())).isEqualTo(root(content));
  }

  @Test
  void whatThisServiceSealsHasARootToo() throws IOException {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "SERVER");
    address(draft, bidder);
    platform.upload("/envelopes/" + draft.envelopeId() + "/plaintext", draft.file()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    assertThat(rootInReceipt(draft.envelopeId())).isEqualTo(root(stored(draft)));
  }

  @Test
  @Capability("CRY-017")
  void whoUploadsWhatDoesNotDecryptHasWithdrawn() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "BIDDER");
    byte[] spoilt = describe(draft, address(draft, bidder)).content().clone();
    spoilt[spoilt.length - 50] ^= 1;
    upload(draft, spoilt).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);

    JsonNode finding = fail(draft, bidder, "CONTENT_NEVER_GOOD");

    assertThat(finding.path("reason").asString()).isEqualTo("SEALED_WRONGLY");
    assertThat(finding.path("fault").asString()).isEqualTo("BIDDER");
    assertThat(finding.path("outcome").asString()).isEqualTo("WITHDRAWN");
  }

  @Test
  void whatWasChangedInTheStoreIsRecalled() throws IOException {
    Bidder bidder = backedUp();
    Draft draft = sealed(SIZE, bidder);
    Path blob = Blobs.of(draft.envelopeId()).getFirst();
    byte[] changed = Files.readAllBytes(blob);
    changed[20] ^= 1;
    Files.write(blob, changed);

    JsonNode finding = fail(draft, bidder, "CONTENT_CHANGED");

    assertThat(finding.path("reason").asString()).isEqualTo("CONTENT_CHANGED");
    assertThat(finding.path("fault").asString()).isEqualTo("CENTRE");
    assertThat(finding.path("outcome").asString()).isEqualTo("RECALLED");
  }

  @Test
  void aReceiptFromBeforeThereWereRootsLeavesItOpen() throws IOException {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, SIZE, "BIDDER");
    byte[] content = describe(draft, address(draft, bidder)).content();
    upload(draft, content).expect(200);
    database
        .sql(
            "update stored_blob set content_root = null where blob ="
                + " (select content_blob from envelope where envelope_id = :envelope)")
        .bind("envelope", draft.envelopeId())
        .then()
        .block();
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    assertThat(receipt(draft.envelopeId()).has("contentRoot")).isFalse();
    Path blob = Blobs.of(draft.envelopeId()).getFirst();
    byte[] changed = content.clone();
    changed[content.length - 1] ^= 1;
    Files.write(blob, changed);

    JsonNode finding = fail(draft, bidder, "CONTENT_TAMPERED");

    assertThat(finding.path("fault").asString()).isEqualTo("UNDECIDED");
  }

  /// Tries to open it in vain.
  ///
  /// @return what the timeline says of it
  private JsonNode fail(Draft draft, Bidder bidder, String failure) {
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "FAILED");
    assertThat(show(draft.envelopeId()).path("decryption").path("failure").asString())
        .isEqualTo(failure);
    return platform
        .get("/envelopes/" + draft.envelopeId() + "/timeline")
        .expect(200)
        .path("finding");
  }

  private JsonNode receipt(UUID envelopeId) {
    JsonNode receipt = platform.get("/envelopes/" + envelopeId + "/receipt").expect(200);
    return Api.JSON.readTree(Base64.getDecoder().decode(receipt.path("payload").asString()));
  }

  private String rootInReceipt(UUID envelopeId) {
    return receipt(envelopeId).path("contentRoot").asString();
  }

  private static String root(byte[] content) {
    return new ContentTree().update(ByteBuffer.wrap(content)).root().hex();
  }

  private static byte[] stored(Draft draft) throws IOException {
    return Files.readAllBytes(Blobs.of(draft.envelopeId()).getFirst());
  }
}
