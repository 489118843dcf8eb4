package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;

/// What is refused at an opening, and what a broken job or a broken file does.
class OpeningRulesTest extends BidTest {
  @Test
  void anotherEnvelopesPointIsRefusedInTheNameOfAnOpenedOne() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft opened = sealed(100, bidder);
    Draft closed = sealed(100, bidder);
    open(opened.openingId());
    UUID session = session(opened.envelopeId(), bidder, "DECRYPT");

    assertThat(
            bidder
                .coDecrypt(opened.envelopeId(), session, bidder.entry(closed.envelopeId()))
                .problem(403))
        .isEqualTo("wrong-pin-or-proof");

    assertThat(bidder.fileKey(opened.envelopeId(), session)).hasSize(32);
  }

  @Test
  void aWrongFileKeyReleasesNothing() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");

    assertThat(bidder.contentKey(draft.envelopeId(), session, "0f".repeat(16)).problem(422))
        .isEqualTo("wrong-file-key");

    assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").problem(409))
        .isEqualTo("not-decrypted");
  }

  @Test
  @Capability("CRY-012")
  void aColleagueWhoWasNotChosenCannotOpen() {
    UUID enterpriseId = UUID.randomUUID();
    Bidder bidder = bidder(enterpriseId);
    Bidder colleague = bidder(enterpriseId);
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), colleague, "DECRYPT");

    assertThat(
            colleague
                .coDecrypt(draft.envelopeId(), session, bidder.entry(draft.envelopeId()))
                .problem(403))
        .isEqualTo("not-a-recipient");
    assertThat(colleague.contentKey(draft.envelopeId(), session, "0f".repeat(16)).problem(403))
        .isEqualTo("not-a-recipient");
  }

  @Test
  void theDecryptionWindowEndsAndMayBeExtended() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    move(draft.openingId(), "-61 minutes", "-61 minutes");
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    assertThat(
            bidder
                .coDecrypt(draft.envelopeId(), session, bidder.entry(draft.envelopeId()))
                .problem(403))
        .isEqualTo("decryption-window-closed");

    var extended =
        platform
            .post(
                "/openings/" + draft.openingId() + "/window-extensions",
                Map.of("minutes", 30, "reason", "The hall had no network"))
            .expect(200);

    assertThat(extended.path("state").asString()).isEqualTo("OPENED");
    assertThat(extended.path("windowMinutes").asInt()).isEqualTo(90);
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "DECRYPTED");
  }

  @Test
  void aChangedSegmentFailsTheJobShowsNothingAndMayBeTriedAgain() throws IOException {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(2 * 1024 * 1024, bidder);
    Path blob = Blobs.of(draft.envelopeId()).getFirst();
    byte[] content = Files.readAllBytes(blob);
    byte[] tampered = content.clone();
    tampered[content.length - 100] ^= 1;
    Files.write(blob, tampered);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    String fileKey = bidder.fileKey(draft.envelopeId(), session);
    bidder.contentKey(draft.envelopeId(), session, fileKey).expect(202);

    awaitState(draft.envelopeId(), "FAILED");

    assertThat(show(draft.envelopeId()).path("decryption").path("failure").asString())
        .isEqualTo("CONTENT_CHANGED");
    assertThat(Blobs.plaintexts(draft.envelopeId())).isEmpty();
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").problem(409))
        .isEqualTo("not-decrypted");

    Files.write(blob, content);
    UUID again = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder.contentKey(draft.envelopeId(), again, fileKey).expect(202);
    awaitState(draft.envelopeId(), "DECRYPTED");
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  @Test
  void aTreeRootThatWasDescribedFalselyComesOutAndNothingElse() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 1000, "BIDDER");
    SealedFile sealed = Desk.seal(address(draft, bidder), draft.file());
    Map<String, Object> lie = new HashMap<>(sealed.description());
    lie.put("treeRoot", "ab".repeat(32));
    platform.put("/envelopes/" + draft.envelopeId() + "/header", lie).expect(200);
    upload(draft, sealed.content()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);

    awaitState(draft.envelopeId(), "FAILED");

    assertThat(show(draft.envelopeId()).path("decryption").path("failure").asString())
        .isEqualTo("TREE_ROOT_MISMATCH");
    assertThat(Blobs.plaintexts(draft.envelopeId())).isEmpty();
  }

  /// The store is away, the job is put back; then its next worker dies and leaves a lease.
  @Test
  void aJobSurvivesItsStoreAndItsWorker() throws IOException {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(1000, bidder);
    Path blob = Blobs.of(draft.envelopeId()).getFirst();
    Path away = blob.resolveSibling("away");
    Files.move(blob, away);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    UUID jobId =
        id(
            bidder
                .contentKey(
                    draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
                .expect(202),
            "jobId");
    Awaiting.until(
        "the job was tried and put back",
        () ->
            holds(
                "select attempts > 0 and state = 'READY' from decryption_job where job_id = :id",
                jobId));
    database
        .sql(
            "update decryption_job set state = 'RUNNING', lease_owner = :dead,"
                + " lease_until = clock_timestamp() + interval '1 second' where job_id = :job")
        .bind("dead", UUID.randomUUID())
        .bind("job", jobId)
        .then()
        .block();
    Files.move(away, blob);

    Awaiting.untilAsserted(
        Duration.ofSeconds(60),
        () -> assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("DECRYPTED"));

    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  @Test
  void aSecondKeyForTheSameBidIsNotNeeded() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    decrypt(draft, bidder);
    UUID session = UUID.randomUUID();
    assertThat(
            platform
                .post(
                    "/envelopes/" + draft.envelopeId() + "/qr-sessions",
                    Map.of("purpose", "DECRYPT"))
                .problem(409))
        .isEqualTo("envelope-state-forbids");
    assertThat(bidder.contentKey(draft.envelopeId(), session, "0f".repeat(16)).problem(409))
        .isEqualTo("session-not-confirmed");
  }

  @Test
  void theRecordIsForThePlatformAndEveryBidder() {
    Bidder bidder = bidder();
    Bidder competitor = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    announce(draft.openingId(), competitor, 7, "BIDDER");
    open(draft.openingId());
    String path = "/openings/" + draft.openingId() + "/record";
    assertThat(platform.get(path).status()).isEqualTo(200);
    assertThat(competitor.api().get(path).status()).isEqualTo(200);
    assertThat(bidder().api().get(path).status()).isEqualTo(404);
  }
}
