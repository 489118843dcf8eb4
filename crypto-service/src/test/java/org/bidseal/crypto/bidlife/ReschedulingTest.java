package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Openings get other times.
class ReschedulingTest extends BidTest {
  private final Instant deadline = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
  private final Instant opensAt = deadline.plusSeconds(600);

  @Test
  void aPostponementIsSeenByEveryBidderWithItsReason() {
    Bidder bidder = bidder();
    backUp(bidder);
    UUID opening = opening(deadline, opensAt);
    announce(opening, bidder, 10, "BIDDER");

    JsonNode view =
        reschedule(opening, deadline.plusSeconds(60), opensAt.plusSeconds(120)).expect(200);
    assertThat(view.path("deadline").asString()).isEqualTo(deadline.plusSeconds(60).toString());
    assertThat(view.path("opensAt").asString()).isEqualTo(opensAt.plusSeconds(120).toString());

    JsonNode history =
        new Api(http, Tokens.person(bidder.personId())).get(path(opening)).expect(200);
    assertThat(history).hasSize(1);
    assertThat(history.path(0).path("previousOpensAt").asString()).isEqualTo(opensAt.toString());
    assertThat(history.path(0).path("reason").asString()).isEqualTo("Flood");

    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", opening)).hasSize(2));
    JsonNode told = PublishedEvents.about("bidseal.crypto", opening).getLast();
    assertThat(told.path("data").path("enterpriseIds").path(0).asString())
        .isEqualTo(bidder.enterpriseId().toString());
    GoldenEvents.verify(told);
  }

  @Test
  void onceABidIsSealedNothingComesEarlier() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    JsonNode before = platform.get("/openings/" + draft.openingId()).expect(200);
    Instant sealedDeadline = Instant.parse(before.path("deadline").asString());
    Instant sealedOpensAt = Instant.parse(before.path("opensAt").asString());

    assertThat(
            reschedule(draft.openingId(), sealedDeadline, sealedOpensAt.minusSeconds(1))
                .problem(409))
        .isEqualTo("opening-brought-forward");
    assertThat(
            reschedule(draft.openingId(), sealedDeadline.minusSeconds(1), sealedOpensAt)
                .problem(409))
        .isEqualTo("opening-brought-forward");
    reschedule(draft.openingId(), sealedDeadline, sealedOpensAt.plusSeconds(1)).expect(200);
    assertThat(platform.get(path(draft.openingId())).expect(200)).hasSize(1);
  }

  @Test
  void afterTheDeadlineOnlyTheOpeningTimeMovesAndAfterItNothing() {
    UUID opening = opening(deadline, opensAt);
    move(opening, "-1 minute", "10 minutes");
    Instant passed = time(opening, "deadline");

    assertThat(reschedule(opening, passed.plusSeconds(3600), opensAt).problem(409))
        .isEqualTo("deadline-passed");
    reschedule(opening, passed, opensAt).expect(200);

    open(opening);
    assertThat(reschedule(opening, time(opening, "deadline"), opensAt).problem(409))
        .isEqualTo("opening-has-opened");
  }

  @Test
  void aPostponedOpeningDecryptsAtItsNewTimeOnly() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    move(draft.openingId(), "-1 minute", "1 second");
    reschedule(draft.openingId(), time(draft.openingId(), "deadline"), opensAt).expect(200);
    Awaiting.until(
        "the first opening time is over",
        () -> Instant.now().isAfter(history(draft.openingId(), "previousOpensAt").plusMillis(50)));
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");

    assertThat(
            bidder
                .coDecrypt(draft.envelopeId(), session, bidder.entry(draft.envelopeId()))
                .problem(403))
        .isEqualTo("opening-not-open");
  }

  private Api.Answer reschedule(UUID opening, Instant newDeadline, Instant newOpensAt) {
    return platform.post(
        path(opening), Map.of("deadline", newDeadline, "opensAt", newOpensAt, "reason", "Flood"));
  }

  private static String path(UUID opening) {
    return "/openings/" + opening + "/reschedulings";
  }

  private Instant time(UUID opening, String name) {
    return Instant.parse(platform.get("/openings/" + opening).expect(200).path(name).asString());
  }

  private Instant history(UUID opening, String name) {
    return Instant.parse(platform.get(path(opening)).expect(200).path(0).path(name).asString());
  }
}
