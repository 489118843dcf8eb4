package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/// A request that is cut before its answer leaves a line on the bid's timeline: whether it was this
/// service that gave it up, or the connection that was lost.
@TestPropertySource(properties = "bidseal.requests.timeout=4s")
class CutRequestTest extends BidTest {
  @Test
  void whatThisServiceGivesUpIsTheCentresFault() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    open(bid.openingId());
    UUID session = session(bid.envelopeId(), bidder, "DECRYPT");
    String fileKey = bidder.fileKey(bid.envelopeId(), session);

    Api.Answer answer =
        whileLocked(bid.envelopeId(), () -> bidder.contentKey(bid.envelopeId(), session, fileKey));

    assertThat(answer.problem(504)).isEqualTo("timed-out");
    awaitCut(bid, "DEADLINE");
    JsonNode finding = timeline(bid).path("finding");
    assertThat(finding.path("reason").asString()).isEqualTo("SERVICE_ERROR");
    assertThat(finding.path("fault").asString()).isEqualTo("CENTRE");
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
  }

  @Test
  void aConnectionThatIsLostSpeaksForNeitherSide() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    open(bid.openingId());
    UUID session = session(bid.envelopeId(), bidder, "DECRYPT");
    String fileKey = bidder.fileKey(bid.envelopeId(), session);
    var impatient =
        new Api(
            http.mutate().responseTimeout(Duration.ofMillis(1500)).build(),
            Tokens.person(bidder.personId()));

    assertThatThrownBy(() ->
            whileLocked(
                bid.envelopeId(),
                () -> bidder.contentKey(impatient, bid.envelopeId(), session, fileKey)))
        .hasMessageContaining("Timeout");

    awaitCut(bid, "CONNECTION");
    assertThat(timeline(bid).path("finding").path("reason").asString()).isEqualTo("GAVE_UP");
  }

  @Test
  void aStepOfSealingThatThisServiceGivesUpIsOnTheTimelineToo() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 10, "BIDDER");
    upload(draft, describe(draft, address(draft, bidder)).content()).expect(200);
    var signature = bidder.coSign(draft.envelopeId(), draft.sessionId());

    Api.Answer answer =
        whileLocked(
            draft.envelopeId(),
            () -> bidder.sign(draft.envelopeId(), draft.sessionId(), signature));

    assertThat(answer.problem(504)).isEqualTo("timed-out");
    awaitCut(draft, "DEADLINE");
    bidder.sign(draft.envelopeId(), draft.sessionId(), signature).expect(200);
  }

  /// Does something while somebody else holds the envelope's row.
  private <T> T whileLocked(UUID envelopeId, Supplier<T> action) {
    var answer =
        Mono.usingWhen(
            database.getConnectionFactory().create(),
            connection ->
                lock(connection, envelopeId)
                    .then(Mono.fromSupplier(action).subscribeOn(Schedulers.boundedElastic())),
            connection -> Mono.from(connection.rollbackTransaction()).then(close(connection)));
    T value = answer.block(Duration.ofSeconds(60));
    if (value == null) {
      throw new AssertionError("no answer");
    }
    return value;
  }

  private static Mono<Void> lock(Connection connection, UUID envelopeId) {
    return Mono.from(connection.beginTransaction())
        .thenMany(
            connection
                .createStatement("select 1 from envelope where envelope_id = $1 for update")
                .bind("$1", envelopeId)
                .execute())
        .concatMap((Result result) -> Flux.from(result.map((row, _) -> row.get(0, Integer.class))))
        .then();
  }

  private static Mono<Void> close(Connection connection) {
    return Mono.from(connection.close());
  }

  private void awaitCut(Draft bid, String cause) {
    Awaiting.untilAsserted(() -> assertThat(cuts(bid)).containsExactly(cause));
  }

  private List<String> cuts(Draft bid) {
    return timeline(bid)
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("kind").asString().equals("REQUEST_CUT"))
        .map(entry -> entry.path("detail").asString())
        .toList();
  }

  private JsonNode timeline(Draft bid) {
    return platform.get("/envelopes/" + bid.envelopeId() + "/timeline").expect(200);
  }
}
