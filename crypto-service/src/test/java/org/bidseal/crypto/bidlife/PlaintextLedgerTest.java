package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

/// What decryption jobs and fallbacks write counts, and what they leave is thrown away.
class PlaintextLedgerTest extends UploadTest {
  /// Unless a platform has one of its own.
  private static final long QUOTA = 1L << 40;

  @Autowired private List<Sweep> sweeps;

  @Test
  void aPlaintextCountsAndStays() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(3 * MIB, bidder);
    long content = storedBytes();
    assertThat(content).isGreaterThan(3 * MIB);

    decrypt(draft, bidder);
    sweepPlaintexts();
    sweep();

    assertThat(storedBytes()).isEqualTo(content + 3 * MIB);
    assertThat(Blobs.plaintexts(draft.envelopeId())).hasSize(1);
  }

  @Test
  void aFallbackCountsOnceItIsTheFileAndStays() {
    Bidder bidder = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), 2000, bidder);
    UUID envelope = bid.draft().envelopeId();
    open(bid.draft().openingId());
    long content = storedBytes();
    byte[] other = bid.draft().file().clone();
    other[0] ^= 1;

    bidder.api().fallback(envelope, bid.treeKey(), other).problem(422);
    assertThat(storedBytes()).isEqualTo(content);
    bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).expect(200);
    execute(
        "update stored_blob set booked_at = booked_at - interval '1 day' where platform_id = :id",
        platformId);
    sweep();

    assertThat(storedBytes()).isEqualTo(content + 2000);
    assertThat(Blobs.plaintexts(envelope)).hasSize(1);
  }

  @Test
  void noOpeningDependsOnAQuotaAndUploadsDo() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(2000, bidder);
    Signed next = signed(1000);
    execute(
        "update platform_storage set stored_bytes = %d where platform_id = :id"
            .formatted(QUOTA - next.content().length),
        platformId);

    decrypt(draft, bidder);

    assertThat(tus.create(next.envelopeId(), next.content().length).problem(507))
        .isEqualTo("storage-quota-exceeded");
  }

  @Test
  void aJobThatFailsForTheContentLeavesNothing() throws IOException {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(3 * MIB, bidder);
    long content = storedBytes();
    int drafts = Blobs.uploads().size();
    Path blob = Blobs.of(draft.envelopeId()).getFirst();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length - 100] ^= 1;
    Files.write(blob, bytes);

    begin(draft, bidder);
    awaitState(draft.envelopeId(), "FAILED");

    Awaiting.untilAsserted(() -> {
      assertThat(storedBytes()).isEqualTo(content);
      assertThat(Blobs.uploads()).hasSize(drafts);
    });
  }

  /// The store fails at the end of every attempt, and again when the draft is to be thrown away.
  @Test
  void whatAFailedJobCouldNotThrowAwayTheSweepDoes() throws IOException {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(MIB, bidder);
    long content = storedBytes();
    int drafts = Blobs.uploads().size();
    Path obstacle = Blobs.obstructPlaintext(draft.envelopeId());
    UUID job = begin(draft, bidder);
    awaitJob("state = 'READY' and attempts > 0", job);
    assertThat(Blobs.uploads()).as("it will be gone on with").hasSize(drafts + 1);
    assertThat(storedBytes()).isEqualTo(content + MIB);
    sweepPlaintexts();
    assertThat(Blobs.uploads()).as("its job is alive").hasSize(drafts + 1);

    execute("update decryption_job set attempts = 7, lease_until = null where job_id = :id", job);
    awaitState(draft.envelopeId(), "FAILED");
    Awaiting.untilAsserted(() -> assertThat(Blobs.uploads()).hasSize(drafts));
    Files.delete(obstacle);
    sweepPlaintexts();

    assertThat(storedBytes()).isEqualTo(content);
  }

  private UUID begin(Draft draft, Bidder bidder) {
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    return id(
        bidder
            .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
            .expect(202),
        "jobId");
  }

  private void awaitJob(String condition, UUID job) {
    Awaiting.until(
        condition,
        () -> holds("select " + condition + " from decryption_job where job_id = :id", job));
  }

  private void sweepPlaintexts() {
    Sweep plaintexts =
        sweeps.stream().filter(one -> one.name().equals("plaintexts")).findFirst().orElseThrow();
    Flux.from(plaintexts.sweep()).blockLast();
  }
}
