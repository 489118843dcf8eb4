package org.bidseal.crypto.decryption.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.crypto.decryption.run.Checkpoint;
import org.bidseal.crypto.decryption.run.RunState;
import org.bidseal.crypto.testkit.WaitingBids;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.evidence.TreeState;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

/// The fair order, as the database keeps it.
@ServiceTest(database = "crypto")
// Whoever tells bids their position locks their rows, and a claim passes over locked rows.
@TestPropertySource(
    properties = {"bidseal.crypto.roles=key", "bidseal.crypto.decryption.news-interval=1h"})
class LanesTest {
  private static final long MIB = 1024 * 1024;

  @Autowired private DecryptionJobs jobs;
  @Autowired private DatabaseClient database;

  private final UUID worker = UUID.randomUUID();
  private WaitingBids bids;

  @BeforeEach
  void begin() {
    bids = new WaitingBids(database);
  }

  @AfterEach
  void clear() {
    bids.clear();
  }

  @Test
  void aHugeOpeningStarvesNoSmallOne() {
    UUID huge = bids.opening();
    List<UUID> many = ready(huge, 300, 100 * MIB);
    claim(20);
    UUID small = bids.opening();
    List<UUID> two = ready(small, 2, MIB);

    assertThat(claim(3)).containsAll(two);
    assertThat(claim(300)).hasSize(279).isSubsetOf(many);
  }

  @Test
  void openingsThatWaitTogetherAreServedByBytesInTurn() {
    UUID large = bids.opening();
    UUID fine = bids.opening();
    List<UUID> tens = ready(large, 20, 9 * MIB);
    List<UUID> ones = ready(fine, 40, 0);

    List<UUID> first = claim(22);
    // A job of the one costs as much as ten of the other.
    assertThat(first.stream().filter(tens::contains)).hasSizeBetween(2, 4);
    assertThat(first.stream().filter(ones::contains)).hasSizeBetween(18, 20);
    claim(100);
  }

  @Test
  void whoWasServedAloneForLongIsNotPunishedForIt() {
    UUID old = bids.opening();
    ready(old, 50, 100 * MIB);
    claim(50).forEach(job -> jobs.finish(job, worker, JobEnd.done()).block());
    UUID fresh = bids.opening();
    List<UUID> later = ready(fresh, 10, 100 * MIB);
    List<UUID> again = ready(old, 10, 100 * MIB);

    List<UUID> first = claim(10);
    assertThat(first.stream().filter(later::contains)).hasSizeBetween(4, 6);
    assertThat(first.stream().filter(again::contains)).hasSizeBetween(4, 6);
    claim(100);
  }

  @Test
  void aJobThatIsHeardOfTwiceHasOneTurn() {
    UUID job = bids.bid(bids.opening(), MIB);
    jobs.ready(job).block();
    Long turn = turn(job);
    jobs.ready(job).block();
    assertThat(turn(job)).isEqualTo(turn);
    assertThat(claim(10)).containsExactly(job);
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatIsPutBackKeepsItsTurnItsCheckpointAndItsAttempts() {
    UUID job = ready(bids.opening(), 1, 64 * MIB).getFirst();
    Long turn = turn(job);
    claim(1);
    var state = new RunState(new AtomicBoolean(), null);
    Checkpoint checkpoint =
        new Checkpoint(new TreeState(16, List.of(Sm3Hash.of(new byte[] {1}))), "a.part");
    assertThat(jobs.renew(job, worker, new RunState(new AtomicBoolean(), checkpoint)).block())
        .isTrue();
    jobs.putBack(job, worker, Duration.ZERO, true, state).block();

    DecryptionJobs.Claimed again = Objects.requireNonNull(jobs.claim(worker, 1).blockLast());
    assertThat(again.checkpoint()).isEqualTo(checkpoint);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(turn(job)).isEqualTo(turn);
    assertThat(jobs.renew(job, UUID.randomUUID(), state).block()).isFalse();
  }

  private List<UUID> ready(UUID openingId, int count, long size) {
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID job = bids.bid(openingId, size);
      jobs.ready(job).block();
      made.add(job);
    }
    return made;
  }

  private List<UUID> claim(int most) {
    List<DecryptionJobs.Claimed> claimed = jobs.claim(worker, most).collectList().block();
    return claimed == null
        ? List.of()
        : claimed.stream().map(DecryptionJobs.Claimed::jobId).toList();
  }

  private Long turn(UUID job) {
    return Objects.requireNonNull(
        database
            .sql("select turn from decryption_job where job_id = :job")
            .bind("job", job)
            .mapValue(Long.class)
            .one()
            .block());
  }
}
