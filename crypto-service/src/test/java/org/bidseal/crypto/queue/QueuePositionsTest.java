package org.bidseal.crypto.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.testkit.WaitingBids;
import org.bidseal.problem.ProblemException;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import reactor.test.StepVerifier;

@ServiceTest(database = "crypto")
@TestPropertySource(properties = "bidseal.crypto.roles=key")
class QueuePositionsTest {
  private static final long MIB = 1024 * 1024;

  @Autowired private DatabaseClient database;
  @Autowired private QueueTable table;
  @Autowired private QueuePositions positions;
  @Autowired private Workers workers;
  @Autowired private QueueNews news;
  @Autowired private SessionFrames frames;

  private final UUID worker = UUID.randomUUID();
  private WaitingBids bids;

  @BeforeEach
  void begin() {
    bids = new WaitingBids(database);
    workers.announce(worker, 2, 10 * MIB).block();
  }

  @AfterEach
  void end() {
    bids.clear();
    workers.leave(worker).block();
  }

  @Test
  void aBidThatWaitsHasAPlaceAndATime() {
    UUID opening = bids.opening();
    UUID first = bids.bid(opening, 19 * MIB);
    UUID second = bids.bid(opening, 9 * MIB);

    Awaiting.untilAsserted(() -> {
      var places = Objects.requireNonNull(positions.ofOpening(opening).block());
      assertThat(places).containsOnlyKeys(first, second);
      QueuePlace place = Objects.requireNonNull(places.get(second));
      assertThat(place.position())
          .isEqualTo(1 + Objects.requireNonNull(places.get(first)).position());
      assertThat(place.total()).isEqualTo(9 * MIB);
      assertThat(place.expectedAt()).isNotNull();
      assertThat(positions.of(second).block()).isEqualTo(place);
    });
    assertThat(positions.of(UUID.randomUUID()).blockOptional()).isEmpty();
  }

  @Test
  void aFullQueueSaysWhereItStandsAndWhenToComeBack() {
    UUID opening = bids.opening();
    bids.bid(opening, 100 * MIB);
    bids.bid(opening, 100 * MIB);
    var small = new QueuePositions(table, 2);

    StepVerifier.create(small.admit(UUID.randomUUID(), opening, MIB))
        .verifyErrorSatisfies(e -> {
          ProblemException problem = (ProblemException) e;
          assertThat(problem.type()).isEqualTo(CryptoProblem.DECRYPTION_QUEUE_FULL);
          assertThat(problem.extensions().get("queuePosition")).isEqualTo(3);
          assertThat(problem.retryAfter().orElseThrow())
              .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        });
    QueuePlace place =
        Objects.requireNonNull(
            new QueuePositions(table, 3).admit(UUID.randomUUID(), opening, MIB).block());
    assertThat(place.position()).isEqualTo(3);
    assertThat(place.expectedAt()).isNotNull();
  }

  @Test
  void aWaitingBidIsToldItsPositionOnceAndAgainWhenItHasHalved() {
    UUID opening = bids.opening();
    for (int i = 0; i < 7; i++) {
      bids.bid(opening, MIB);
    }
    UUID last = bids.bid(opening, MIB);
    tellUntil(last, 1);
    news.sweep().then().block();
    assertThat(told(last)).hasSize(1);
    int position = told(last).getFirst().data().path("position").asInt();
    assertThat(position).isGreaterThanOrEqualTo(8);

    database
        .sql(
            "delete from decryption_job j using envelope e where e.envelope_id = j.envelope_id"
                + " and e.opening_id = :opening and j.envelope_id <> :last")
        .bind("opening", opening)
        .bind("last", last)
        .then()
        .block();
    tellUntil(last, 2);

    assertThat(told(last).getLast().data().path("position").asInt())
        .isLessThanOrEqualTo(position / 2);
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", last)).hasSize(2));
    GoldenEvents.verify(
        PublishedEvents.about("bidseal.crypto", last).getLast(), "/data/expectedAt");
  }

  private void tellUntil(UUID envelope, int times) {
    Awaiting.untilAsserted(() -> {
      news.sweep().then().block();
      assertThat(told(envelope)).hasSize(times);
    });
  }

  private List<Frame> told(UUID envelope) {
    List<Frame> all = frames.since(envelope, 0).block();
    return all == null
        ? List.of()
        : all.stream().filter(frame -> frame.type().equals("decryption-queued")).toList();
  }
}
