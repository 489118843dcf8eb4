package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.CryptoProcess;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Workers that come, go and are killed while bids are being opened: each a process of its own.
@TestPropertySource(properties = "bidseal.crypto.roles=key")
class BulkWorkersTest extends BidTest {
  private static final int MIB = 1024 * 1024;
  private static final int LARGE_SEGMENTS = 48;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "bidseal.crypto.decryption.lease", "5s",
          "bidseal.crypto.decryption.slots", "1",
          "bidseal.crypto.decryption.checkpoint-size", "2MB");

  @Autowired private Environment environment;

  @Test
  void aWorkerThatIsKilledInMidFileIsGoneOnForAtItsLastCheckedSegment() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(LARGE_SEGMENTS * MIB, bidder);
    open(draft.openingId());
    UUID job;
    long checked;
    try (CryptoProcess first = launch("killed")) {
      first.awaitReady();
      job = confirm(draft, bidder);
      Awaiting.until(
          "a checkpoint",
          () ->
              holds(
                  "select checkpoint_tree is not null from decryption_job where job_id = :id",
                  job));
      first.kill();
      checked = checkedSegments(job);
      assertThat(checked).isBetween(1L, LARGE_SEGMENTS - 1L);
      assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").problem(409))
          .isEqualTo("not-decrypted");
      assertThat(Blobs.plaintexts(draft.envelopeId())).isEmpty();
    }
    try (CryptoProcess second = launch("heir")) {
      second.awaitReady();
      awaitDecrypted(List.of(draft));

      assertThat(second.metric("bidseal_decryption_segments_resumed_total")).isEqualTo(checked);
      assertThat(second.metric("bidseal_decryption_segments_total"))
          .isEqualTo(LARGE_SEGMENTS - checked);
      assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
          .isEqualTo(draft.file());
      assertOnce(draft);
    }
  }

  @Test
  void fromOneWorkerToTwoAndBackInMidStormNothingIsLostOrDoubled() {
    List<Bidder> bidders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Bidder bidder = bidder();
      backUp(bidder);
      bidders.add(bidder);
    }
    List<Draft> drafts = new ArrayList<>();
    for (int opening = 0; opening < 4; opening++) {
      UUID openingId = opening();
      bidders.forEach(bidder -> drafts.add(sealed(openingId, 6 * MIB + 5, bidder)));
      open(openingId);
    }
    try (CryptoProcess stays = launch("stays");
        CryptoProcess comes = launch("comes-and-goes")) {
      stays.awaitReady();
      for (int i = 0; i < drafts.size(); i++) {
        confirm(drafts.get(i), bidders.get(i % bidders.size()));
      }
      comes.awaitReady();
      Awaiting.until("the second works", () -> comes.metric("bidseal_decryption_running") > 0);
      comes.stop();

      awaitDecrypted(drafts);
      for (Draft draft : drafts) {
        assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
            .isEqualTo(draft.file());
        assertOnce(draft);
      }
      assertThat(stays.metric("bidseal_decryption_segments_total"))
          .as("some of the segments were the other's")
          .isLessThan(drafts.size() * 7L);
      assertThat(Blobs.drafts()).isEmpty();
    }
  }

  /// Test JVMs have no C2, without which the kernel refuses; this process has.
  @Test
  void theFastestKernelOfThisMachineOpensWhatBouncyCastleSealed() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft large = sealed(33 * MIB + 7, bidder);
    Draft small = sealed(1, bidder);
    open(large.openingId());
    open(small.openingId());
    try (CryptoProcess fast = CryptoProcess.fast("fast", environment)) {
      fast.awaitReady();
      confirm(large, bidder);
      confirm(small, bidder);
      awaitDecrypted(List.of(large, small));
      for (Draft draft : List.of(large, small)) {
        assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
            .isEqualTo(draft.file());
      }
      assertThat(fast.metric("bidseal_decryption_segments_total")).isEqualTo(35);
      // Whichever it is, it is not for a lack of flags.
      assertThat(fast.log()).contains("SM4-GCM: ").doesNotContain("start the JVM with");
    }
  }

  private CryptoProcess launch(String name) {
    return CryptoProcess.slow(name, environment, SETTINGS);
  }

  private UUID confirm(Draft draft, Bidder bidder) {
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    JsonNode accepted =
        bidder
            .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
            .expect(202);
    assertThat(accepted.path("queuePosition").asInt()).isPositive();
    return id(accepted, "jobId");
  }

  private long checkedSegments(UUID job) {
    Long leaves =
        database
            .sql(
                """
                select ('x' || encode(substring(checkpoint_tree from 1 for 8), 'hex'))::bit(64)::bigint
                  from decryption_job where job_id = :job
                """)
            .bind("job", job)
            .mapValue(Long.class)
            .one()
            .block();
    return leaves == null ? 0 : leaves;
  }

  private void awaitDecrypted(List<Draft> drafts) {
    Awaiting.untilAsserted(
        Duration.ofMinutes(3),
        () ->
            assertThat(drafts)
                .allSatisfy(draft ->
                    assertThat(show(draft.envelopeId()).path("state").asString())
                        .isEqualTo("DECRYPTED")));
  }

  /// One plaintext, and every event about it once.
  private static void assertOnce(Draft draft) {
    assertThat(Blobs.plaintexts(draft.envelopeId())).hasSize(1);
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", draft.envelopeId()))
            .extracting(event -> event.path("type").asString())
            .filteredOn(type -> type.contains("decrypt") && !type.contains("progress"))
            .filteredOn(type -> !type.contains("queued"))
            .containsExactly(
                "org.bidseal.crypto.decryption-started.v1", "org.bidseal.crypto.bid-decrypted.v1"));
    assertThat(PublishedEvents.about("bidseal.crypto-jobs", draft.envelopeId())).hasSize(1);
  }
}
