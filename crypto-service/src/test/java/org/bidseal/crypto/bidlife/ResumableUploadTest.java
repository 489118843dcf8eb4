package org.bidseal.crypto.bidlife;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/// Uploads that break off, and go on where they broke off.
class ResumableUploadTest extends UploadTest {
  @Autowired private Environment settings;

  @Test
  @Capability("CRY-001")
  void aBidIsUploadedInCheckedChunksAndSealedWithTheLast() {
    Signed bid = signed(3 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);

    int offset = 0;
    for (int to : List.of(1, MIB, 2 * MIB + 7, bid.content().length)) {
      assertThat(state(bid.envelopeId())).isEqualTo("DESCRIBED");
      assertThat(tus.checked(upload, bid.content(), offset, to).expect(204).offset()).isEqualTo(to);
      assertThat(tus.head(upload).expect(200).offset()).isEqualTo(to);
      offset = to;
    }

    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
    assertThat(Blobs.of(bid.envelopeId()))
        .singleElement()
        .satisfies(blob -> assertThat(Files.readAllBytes(blob)).isEqualTo(bid.content()));
    assertThat(storedBytes()).isEqualTo(bid.content().length);
    // Whoever did not get the answer sends the end again.
    assertThat(tus.patch(upload, bid.content().length, new byte[0]).expect(204).offset())
        .isEqualTo(bid.content().length);
  }

  @Test
  void aChunkThatBreaksOffKeepsWhatCameOfIt() throws Exception {
    Signed bid = signed(20 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);

    tus.cut(upload, 0, bid.content(), 10 * MIB);

    Awaiting.until(
        "the break is noticed",
        () ->
            holds(
                "select writer is null and received > 0 from upload where upload_id = :id",
                uploadId(upload)));
    long kept = tus.head(upload).expect(200).offset();
    // What was on its way to the disk when the line broke is lost: a chunk at most.
    assertThat(kept).isBetween(2L * MIB, 10L * MIB);
    byte[] rest = Arrays.copyOfRange(bid.content(), (int) kept, bid.content().length);
    tus.patch(upload, kept, rest).expect(204);
    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
    assertThat(Files.readAllBytes(Blobs.of(bid.envelopeId()).getFirst())).isEqualTo(bid.content());
  }

  @Test
  void aChunkWithAChecksumCountsWholeOrNotAtAll() throws Exception {
    Signed bid = signed(12 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.checked(upload, bid.content(), 0, MIB).expect(204);
    byte[] chunk = Arrays.copyOfRange(bid.content(), MIB, 11 * MIB);

    tus.cut(upload, MIB, chunk, 9 * MIB, "Upload-Checksum", TusCalls.checksum(chunk));
    Awaiting.until(
        "the break is noticed",
        () ->
            holds(
                "select writer is null and writes = 2 from upload where upload_id = :id",
                uploadId(upload)));
    assertThat(tus.head(upload).offset()).isEqualTo(MIB);

    byte[] wrong = chunk.clone();
    wrong[5_000_000] ^= 1;
    assertThat(
            tus.patch(upload, MIB, wrong, "Upload-Checksum", TusCalls.checksum(chunk)).problem(460))
        .isEqualTo("chunk-checksum-mismatch");
    assertThat(tus.head(upload).offset()).isEqualTo(MIB);

    tus.checked(upload, bid.content(), MIB, bid.content().length).expect(204);
    assertThat(Files.readAllBytes(Blobs.of(bid.envelopeId()).getFirst())).isEqualTo(bid.content());
  }

  /// What a killed process leaves: a lease that nobody renews, and bytes behind the offset. All
  /// that another process needs is in the database and the store.
  @Test
  void afterACrashAnotherProcessTakesOverWithTheLease() throws Exception {
    Signed bid = signed(3 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.checked(upload, bid.content(), 0, MIB).expect(204);
    Path draft = Blobs.draftFolder().resolve(draftOf(uploadId(upload)));
    Files.write(draft, "what was written last".getBytes(UTF_8), StandardOpenOption.APPEND);
    execute(
        "update upload set writer = gen_random_uuid(),"
            + " writer_until = clock_timestamp() + interval '2 seconds' where upload_id = :id",
        uploadId(upload));

    assertThat(tus.checked(upload, bid.content(), MIB, 2 * MIB).problem(423))
        .isEqualTo("upload-in-progress");
    // So nobody begins to send what would be refused.
    tus.head(upload).expect(423);

    Awaiting.until("the lease has ended", () -> tus.head(upload).status() == 200);
    tus.checked(upload, bid.content(), MIB, bid.content().length).expect(204);
    assertThat(Files.readAllBytes(Blobs.of(bid.envelopeId()).getFirst())).isEqualTo(bid.content());
  }

  private String draftOf(UUID uploadId) {
    return String.valueOf(
        database
            .sql("select draft from upload where upload_id = :id")
            .bind("id", uploadId)
            .mapValue(String.class)
            .one()
            .block());
  }

  /// The blob is there, the transaction after it fails: the last chunk is all that is sent again.
  @Test
  void whatFailsForAWhileAtTheEndCostsTheLastChunkOnly() throws Exception {
    Signed bid = signed(2 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.checked(upload, bid.content(), 0, MIB).expect(204);

    try (Connection other =
            DriverManager.getConnection(
                settings.getRequiredProperty("spring.datasource.url"),
                settings.getRequiredProperty("spring.datasource.username"),
                settings.getRequiredProperty("spring.datasource.password"));
        PreparedStatement lock =
            other.prepareStatement("select 1 from envelope where envelope_id = ? for update")) {
      other.setAutoCommit(false);
      lock.setObject(1, bid.envelopeId());
      lock.executeQuery().close();
      assertThat(tus.checked(upload, bid.content(), MIB, bid.content().length).problem(409))
          .isEqualTo("conflict");
      other.rollback();
    }

    assertThat(state(bid.envelopeId())).isEqualTo("DESCRIBED");
    assertThat(tus.head(upload).expect(200).offset()).isEqualTo(MIB);
    tus.checked(upload, bid.content(), MIB, bid.content().length).expect(204);
    assertThat(state(bid.envelopeId())).isEqualTo("SEALED");
    assertThat(Files.readAllBytes(Blobs.of(bid.envelopeId()).getFirst())).isEqualTo(bid.content());
  }

  @Test
  void theLastChunkAfterTheDeadlineSealsNothingAndLeavesNothing() {
    Signed bid = signed(2 * MIB);
    String upload = tus.created(bid.envelopeId(), bid.content().length);
    tus.checked(upload, bid.content(), 0, MIB).expect(204);
    move(bid.draft().openingId(), "-1 second", "1 hour");

    assertThat(tus.checked(upload, bid.content(), MIB, bid.content().length).problem(409))
        .isEqualTo("deadline-passed");
    assertThat(state(bid.envelopeId())).isEqualTo("DESCRIBED");
    execute(
        "update upload set expires_at = clock_timestamp() where upload_id = :id", uploadId(upload));
    sweep();
    assertThat(Blobs.of(bid.envelopeId())).isEmpty();
    assertThat(storedBytes()).isZero();
  }

  @Test
  @Capability("CRY-013")
  void aPlaintextToBeSealedHereWaitsEncryptedAndIsSealedOnce() throws Exception {
    Bidder bidder = bidder();
    backUp(bidder);
    int size = 2 * MIB + 12_345;
    Draft draft = draft(bidder, size, "SERVER");
    address(draft, bidder);
    byte[] file = draft.file().clone();
    byte[] marked = "secret price 42".getBytes(UTF_8);
    System.arraycopy(marked, 0, file, MIB, marked.length);
    String upload = tus.created(draft.envelopeId(), size);

    tus.patch(upload, 0, Arrays.copyOf(file, MIB - 5)).expect(204);
    tus.checked(upload, file, MIB - 5, MIB + 100).expect(204);
    assertThat(tus.seal(upload).problem(409)).isEqualTo("envelope-state-forbids");
    tus.checked(upload, file, MIB + 100, size).expect(204);

    Path staged = Blobs.staged(draft.envelopeId()).getFirst();
    assertThat(new String(Files.readAllBytes(staged), UTF_8)).doesNotContain("secret price");
    JsonNode answer = Api.JSON.readTree(tus.seal(upload).expect(200).response().body());
    assertThat(answer.path("treeKey").asString()).matches("[0-9a-f]{64}");
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    assertThat(state(draft.envelopeId())).isEqualTo("SEALED");
    tus.delete(upload).expect(204);
    assertThat(Blobs.staged(draft.envelopeId())).isEmpty();
    decrypt(draft, bidder);
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(file);
  }
}
