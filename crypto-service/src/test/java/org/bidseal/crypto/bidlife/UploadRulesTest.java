package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What tus asks of a server, and what is refused.
class UploadRulesTest extends UploadTest {
  private static final long FOUR_GIB = 4L * 1024 * MIB;

  @Test
  void itSaysWhatItSpeaks() {
    Signed bid = signed(100);
    TusCalls.Answer options = tus.options(bid.envelopeId()).expect(204);
    assertThat(options.header("Tus-Version")).isEqualTo("1.0.0");
    assertThat(options.header("Tus-Extension"))
        .isEqualTo("creation,termination,expiration,checksum");
    assertThat(options.header("Tus-Checksum-Algorithm")).isEqualTo("sm3");
    assertThat(Long.parseLong(options.header("Tus-Max-Size"))).isGreaterThan(FOUR_GIB);

    TusCalls.Answer old =
        tus.send("POST", "/api/crypto/v1/envelopes/" + bid.envelopeId() + "/uploads", new byte[0]);
    assertThat(old.problem(412)).isEqualTo("tus-version-not-supported");
    assertThat(old.header("Tus-Version")).isEqualTo("1.0.0");
    assertThat(old.header("Tus-Resumable")).isEqualTo("1.0.0");
  }

  @Test
  void itTellsBackWhatItWasToldAndWhenItEnds() {
    Signed bid = signed(100);
    String metadata = "filename YmlkLnBkZg==,urgent";
    TusCalls.Answer created =
        tus.create(bid.envelopeId(), bid.content().length, "Upload-Metadata", metadata).expect(201);
    assertThat(created.header("Upload-Expires")).endsWith("GMT");
    TusCalls.Answer head = tus.head(created.header("Location")).expect(200);
    assertThat(head.header("Upload-Metadata")).isEqualTo(metadata);
    assertThat(head.header("Upload-Length")).isEqualTo(Integer.toString(bid.content().length));
    assertThat(head.header("Cache-Control")).isEqualTo("no-store");
    assertThat(head.header("Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(
            tus.create(bid.envelopeId(), bid.content().length, "Upload-Metadata", "a b c")
                .problem(400))
        .isEqualTo("upload-headers-not-valid");
  }

  @Test
  void lengthsThatCannotBeAreRefusedAtOnce() {
    Signed bid = signed(100);
    assertThat(tus.create(bid.envelopeId(), FOUR_GIB + 2 * MIB).problem(413))
        .isEqualTo("file-too-large");
    assertThat(tus.create(bid.envelopeId(), bid.content().length + 1L).problem(422))
        .isEqualTo("content-not-valid");
    assertThat(tus.create(bid.envelopeId(), -1).problem(400)).isEqualTo("upload-headers-not-valid");
    Draft server = draft(bidder(), 100, "SERVER");
    assertThat(tus.create(server.envelopeId(), FOUR_GIB + 1).problem(413))
        .isEqualTo("file-too-large");
    assertThat(storedBytes()).isZero();
  }

  @Test
  void chunksThatDoNotFitAreRefusedAndChangeNothing() {
    Signed bid = signed(MIB);
    byte[] content = bid.content();
    String upload = tus.created(bid.envelopeId(), content.length);
    byte[] first = Arrays.copyOf(content, 1000);

    assertThat(tus.patch(upload, 5, first).problem(409)).isEqualTo("upload-offset-mismatch");
    assertThat(
            tus.send(
                    "PATCH",
                    upload,
                    first,
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Offset",
                    "0",
                    "Content-Type",
                    "application/octet-stream")
                .problem(415))
        .isEqualTo("unsupported-media-type");
    assertThat(
            tus.send(
                    "PATCH",
                    upload,
                    first,
                    "Tus-Resumable",
                    "1.0.0",
                    "Content-Type",
                    TusCalls.CHUNK)
                .problem(400))
        .isEqualTo("upload-headers-not-valid");
    assertThat(tus.patch(upload, 0, first, "Upload-Checksum", "sha1 AAAA").problem(400))
        .isEqualTo("upload-headers-not-valid");
    assertThat(tus.patch(upload, 0, first, "Upload-Checksum", "sm3 AAAA").problem(400))
        .isEqualTo("upload-headers-not-valid");
    byte[] other = first.clone();
    other[40] ^= 1;
    assertThat(tus.patch(upload, 0, other).problem(422)).isEqualTo("content-not-valid");
    assertThat(tus.patch(upload, 0, Arrays.copyOf(content, content.length + 1)).problem(422))
        .isEqualTo("content-not-valid");
    assertThat(tus.head(upload).expect(200).offset()).isZero();

    // The method that a client means whose HTTP library knows no PATCH.
    tus.send(
            "POST",
            upload,
            content,
            "X-HTTP-Method-Override",
            "PATCH",
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            "0",
            "Content-Type",
            TusCalls.CHUNK)
        .expect(204);
    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
  }

  @Test
  void nobodyElseSeesOrTouchesAnUpload() {
    Signed bid = signed(100);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    TusCalls stranger = as(UUID.randomUUID());
    assertThat(stranger.create(bid.envelopeId(), bid.content().length).problem(404))
        .isEqualTo("envelope-not-found");
    assertThat(stranger.head(upload).status()).isEqualTo(404);
    assertThat(stranger.patch(upload, 0, bid.content()).problem(404)).isEqualTo("upload-not-found");
    assertThat(stranger.delete(upload).problem(404)).isEqualTo("upload-not-found");
    assertThat(stranger.seal(upload).problem(404)).isEqualTo("upload-not-found");
    assertThat(tus.head(upload).offset()).isZero();
  }

  @Test
  void anEnvelopeHasOneUploadAndACreationWithAKeyIsRemembered() {
    Signed bid = signed(100);
    String first = tus.created(bid.envelopeId(), bid.content().length);
    String key = UUID.randomUUID().toString();
    TusCalls.Answer second =
        tus.create(bid.envelopeId(), bid.content().length, "Idempotency-Key", key).expect(201);
    assertThat(
            tus.create(bid.envelopeId(), bid.content().length, "Idempotency-Key", key)
                .expect(201)
                .header("Location"))
        .isEqualTo(second.header("Location"));
    assertThat(tus.head(first).status()).isIn(404, 410);
    assertThat(storedBytes()).isEqualTo(bid.content().length);
    tus.patch(second.header("Location"), 0, bid.content()).expect(204);
    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
  }

  @Test
  void anUploadOfAnOlderDescriptionIsGone() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 1000, "BIDDER");
    var addressed = address(draft, bidder);
    byte[] content = describe(draft, addressed).content();
    String upload = tus.created(draft.envelopeId(), content.length);
    describe(draft, addressed);
    assertThat(tus.patch(upload, 0, content).problem(410)).isEqualTo("upload-gone");
    assertThat(storedBytes()).isZero();
  }

  @Test
  void whatIsEndedOrExpiredLeavesNothing() throws IOException {
    Signed bid = signed(1000);
    long drafts = Blobs.uploads().size();
    String ended = tus.created(bid.envelopeId(), bid.content().length);
    tus.delete(ended).expect(204);
    assertThat(tus.delete(ended).status()).isIn(404, 410);
    assertThat(Blobs.uploads()).hasSize((int) drafts);
    assertThat(storedBytes()).isZero();

    String expired = tus.created(bid.envelopeId(), bid.content().length);
    tus.patch(expired, 0, Arrays.copyOf(bid.content(), 500)).expect(204);
    execute(
        "update upload set expires_at = clock_timestamp() where upload_id = :id",
        uploadId(expired));
    assertThat(tus.patch(expired, 500, new byte[1]).problem(410)).isEqualTo("upload-gone");
    sweep();
    assertThat(tus.head(expired).status()).isEqualTo(404);
    assertThat(Blobs.uploads()).hasSize((int) drafts);
    assertThat(storedBytes()).isZero();
  }

  @Test
  void theSweepTakesBlobsThatNoEnvelopeCameToNameAndNoOthers() throws IOException {
    Signed bid = signed(1000);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.patch(upload, 0, bid.content()).expect(204);
    Path orphan = Blobs.of(bid.envelopeId()).getFirst().resolveSibling(UUID.randomUUID() + ".blob");
    Files.writeString(orphan, "left by a crash", UTF_8);
    String name = orphan.getFileName().toString().replace(".blob", "");
    execute(
        "insert into stored_blob (blob, platform_id, bytes, booked_at)"
            + " select 'envelopes/%s/%s', :id, 15, clock_timestamp() - interval '13 hours'"
                .formatted(bid.envelopeId(), name),
        platformId);
    execute(
        "update stored_blob set booked_at = clock_timestamp() - interval '1 year'"
            + " where platform_id = :id",
        platformId);
    execute(
        "update platform_storage set stored_bytes = stored_bytes + 15 where platform_id = :id",
        platformId);
    execute("delete from upload where upload_id = :id", uploadId(upload));

    sweep();

    assertThat(orphan).doesNotExist();
    assertThat(Blobs.of(bid.envelopeId())).hasSize(1);
    assertThat(storedBytes()).isEqualTo(bid.content().length);
  }

  @Test
  void aPlatformThatHasUsedUpItsQuotaIsToldSo() {
    Signed bid = signed(1000);
    execute(
        "insert into platform_storage (platform_id, stored_bytes) values (:id, 1099511627000)",
        platformId);
    assertThat(tus.create(bid.envelopeId(), bid.content().length).problem(507))
        .isEqualTo("storage-quota-exceeded");
    assertThat(
            platform
                .upload("/envelopes/" + bid.envelopeId() + "/content", bid.content())
                .problem(507))
        .isEqualTo("storage-quota-exceeded");
    assertThat(Blobs.of(bid.envelopeId())).isEmpty();
    execute("update platform_storage set stored_bytes = 0 where platform_id = :id", platformId);
    tus.created(bid.envelopeId(), bid.content().length);
  }

  @Test
  void aStoreThatIsAwayLosesNothing() throws IOException {
    Signed bid = signed(1000);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.patch(upload, 0, Arrays.copyOf(bid.content(), 500)).expect(204);
    byte[] rest = Arrays.copyOfRange(bid.content(), 500, bid.content().length);
    Path away = Blobs.draftFolder().resolveSibling(".away");
    Files.move(Blobs.draftFolder(), away);
    try {
      TusCalls.Answer answer = tus.patch(upload, 500, rest);
      assertThat(answer.problem(503)).isEqualTo("storage-unavailable");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    } finally {
      Files.move(away, Blobs.draftFolder());
    }
    assertThat(tus.head(upload).expect(200).offset()).isEqualTo(500);
    tus.patch(upload, 500, rest).expect(204);
    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
  }
}
