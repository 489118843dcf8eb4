package org.bidseal.sessionframes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bidseal.database.Transactions;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest(database = "frames")
class SessionFramesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Autowired SessionFrames frames;
  @Autowired FrameTable table;
  @Autowired FrameSweep sweep;
  @Autowired Transactions transactions;
  @Autowired DatabaseClient database;
  @Autowired ConnectionFactory connections;
  @Autowired JsonMapper json;

  private final List<Disposable> following = new ArrayList<>();
  private final List<FrameHub> hubs = new ArrayList<>();

  @AfterEach
  void stop() {
    following.forEach(Disposable::dispose);
    hubs.forEach(FrameHub::stop);
  }

  @Test
  void aFrameOutsideATransactionIsRefused() {
    StepVerifier.create(frames.append(UUID.randomUUID(), "scanned", Map.of()))
        .verifyErrorMessage("a frame is appended only within a transaction");
  }

  @Test
  void versionsStartAtOneAndHaveNoGapsAfterARollback() {
    UUID session = UUID.randomUUID();
    assertThat(append(session, "created")).isEqualTo(1);
    StepVerifier.create(
            frames
                .append(session, "lost", Map.of())
                .then(Mono.error(new IllegalStateException("rolled back on purpose")))
                .as(transactions::inTransaction))
        .verifyError(IllegalStateException.class);
    assertThat(append(session, "scanned")).isEqualTo(2);
    StepVerifier.create(frames.since(session, 0).flatMapIterable(page -> page))
        .expectNext(
            new Frame("session", "created", 1, json.createObjectNode().put("n", 1)),
            new Frame("session", "scanned", 2, json.createObjectNode().put("n", 1)))
        .verifyComplete();
  }

  @Test
  void aFollowerGetsWhatIsThereAndWhatComes() {
    UUID session = UUID.randomUUID();
    append(session, "one");
    append(session, "two");
    List<Long> seen = follow(frames, session, 1);
    await().atMost(LIMIT).until(() -> seen.size() == 1);
    append(session, "three");
    await().atMost(LIMIT).until(() -> seen.size() == 2);
    assertThat(seen).containsExactly(2L, 3L);
  }

  @Test
  void reconnectingFollowersMissNothingUnderConcurrentAppends() {
    UUID session = UUID.randomUUID();
    int appends = 240;
    SessionFrames otherReplica = otherReplica();
    List<Long> here = follow(frames, session, 0);
    List<Long> there = follow(otherReplica, session, 0);
    List<Long> hopping = hoppingFollower(otherReplica, session, appends);

    Flux.range(0, appends)
        .flatMap(
            i ->
                (i % 2 == 0 ? frames : otherReplica)
                    .append(session, "tick", Map.of("i", i))
                    .as(transactions::inTransaction),
            8)
        .then()
        .toFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();

    List<Long> all = LongStream.rangeClosed(1, appends).boxed().toList();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(here).isEqualTo(all));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(there).isEqualTo(all));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(hopping).isEqualTo(all));
  }

  @Test
  void aLostNotificationConnectionCostsNoFrame() {
    UUID session = UUID.randomUUID();
    SessionFrames otherReplica = otherReplica();
    List<Long> there = follow(otherReplica, session, 0);
    append(session, "one");
    await().atMost(LIMIT).until(() -> there.size() == 1);
    database
        .sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
              and query ~ '(session_frame_head where|pg_notify|listen )'
            """)
        .fetch()
        .all()
        .then()
        .toFuture()
        .join();
    append(session, "two");
    append(session, "three");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(there).containsExactly(1L, 2L, 3L));
  }

  @Test
  void aFrameWhoseHintWasLostIsFoundByCatchingUp() {
    UUID session = UUID.randomUUID();
    List<Long> seen = follow(frames, session, 0);
    // As a process that crashed between commit and hint leaves it.
    table.append(session, "unheard", "{}").as(transactions::inTransaction).toFuture().join();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(seen).containsExactly(1L));
  }

  @Test
  void aFollowerThatAsksForNothingHoldsNoMoreThanAPage() {
    UUID session = UUID.randomUUID();
    Flux.range(0, 600).concatMap(i -> appending(session, "t" + i)).then().toFuture().join();
    StepVerifier.create(frames.follow(session, 0), 3)
        .expectNextCount(3)
        .thenRequest(597)
        .expectNextCount(597)
        .thenCancel()
        .verify(LIMIT);
  }

  @Test
  void framesOfLivingSessionsAreKeptAndOthersSwept() {
    UUID old = UUID.randomUUID();
    UUID living = UUID.randomUUID();
    append(old, "created");
    append(living, "created");
    age(old, "session_frame");
    age(old, "session_frame_head");
    age(living, "session_frame");
    assertThat(sweep.sweep().toFuture()).succeedsWithin(LIMIT);
    assertThat(frames.since(old, 0).toFuture().join()).isEmpty();
    assertThat(frames.since(living, 0).toFuture().join()).hasSize(1);
    assertThat(append(living, "scanned")).isEqualTo(2);
  }

  private void age(UUID session, String name) {
    database
        .sql("update " + name + " set at = now() - interval '8 days' where session_id = :id")
        .bind("id", session)
        .then()
        .toFuture()
        .join();
  }

  private long append(UUID session, String type) {
    return Objects.requireNonNull(appending(session, type).toFuture().join());
  }

  private Mono<Long> appending(UUID session, String type) {
    return frames.append(session, type, Map.of("n", 1)).as(transactions::inTransaction);
  }

  private List<Long> follow(SessionFrames from, UUID session, long since) {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    following.add(from.follow(session, since).map(Frame::version).subscribe(seen::add));
    return seen;
  }

  /// Takes seven frames, leaves, and comes back with the last version: over and over.
  private List<Long> hoppingFollower(SessionFrames from, UUID session, int until) {
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    var last = new AtomicLong();
    following.add(
        Flux.defer(() -> from.follow(session, last.get()).take(7))
            .doOnNext(frame -> last.set(frame.version()))
            .repeat()
            .take(until)
            .map(Frame::version)
            .subscribe(seen::add));
    return seen;
  }

  private SessionFrames otherReplica() {
    var other = new FrameHub(connections, Duration.ofSeconds(2));
    other.start();
    hubs.add(other);
    return new SessionFrames(table, other, json);
  }
}
