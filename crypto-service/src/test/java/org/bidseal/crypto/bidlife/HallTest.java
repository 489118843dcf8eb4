package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Tokens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What everybody sees of an opening.
class HallTest extends BidTest {
  @Test
  void untilTheOpeningABidderSeesHisOwnBidOnlyAndThenEverybodysButNotTheirFiles() {
    UUID opening = opening();
    Bidder one = backedUp();
    Bidder other = backedUp();
    Draft mine = sealed(opening, 100, one);
    Draft theirs = sealed(opening, 100, other);

    JsonNode before = hall(one.api(), opening, "");
    assertThat(before.path("bids")).hasSize(1);
    assertThat(before.path("bids").path(0).path("envelopeId").asString())
        .isEqualTo(mine.envelopeId().toString());
    assertThat(before.path("bids").path(0).path("fileName").asString()).isEqualTo("bid 标书.pdf");
    assertThat(before.has("counts")).isFalse();
    assertThat(hall(platform, opening, "").path("bids")).hasSize(2);
    assertThat(hall(platform, opening, "").path("counts").path("SEALED").asInt()).isEqualTo(2);

    open(opening);
    JsonNode after = hall(one.api(), opening, "?since=" + before.path("version").asString());

    assertThat(after.path("complete").asBoolean()).isTrue();
    assertThat(after.path("state").asString()).isEqualTo("OPENED");
    assertThat(after.path("bids")).hasSize(2);
    JsonNode line = line(after, theirs);
    assertThat(line.path("own").asBoolean()).isFalse();
    assertThat(line.has("fileName")).isFalse();
    assertThat(line.path("enterpriseId").asString()).isEqualTo(other.enterpriseId().toString());
    assertThat(Instant.parse(after.path("windowEndsAt").asString()))
        .isAfter(Instant.parse(after.path("serverTime").asString()));
  }

  @Test
  void whoWaitsIsToldOfTheOneBidThatChangedAndWhoseFaultItIs() {
    UUID opening = opening();
    Bidder one = backedUp();
    Bidder other = backedUp();
    Draft first = sealed(opening, 100, one);
    Draft second = sealed(opening, 100, other);
    open(opening);
    UUID session = session(first.envelopeId(), one, "DECRYPT");
    String version = hall(other.api(), opening, "").path("version").asString();
    var waiting =
        CompletableFuture.supplyAsync(
            () -> hall(other.api(), opening, "?wait=20&since=" + version));

    one.coDecryptWithWrongPin(first.envelopeId(), session).problem(403);

    JsonNode news = waiting.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(news.path("complete").asBoolean()).isFalse();
    assertThat(news.path("bids")).hasSize(1);
    JsonNode line = line(news, first);
    assertThat(line.path("reason").asString()).isEqualTo("WRONG_PIN");
    assertThat(line.path("fault").asString()).isEqualTo("BIDDER");
    assertThat(line.path("refusals").asInt()).isEqualTo(1);

    decrypt(second, other);
    JsonNode opened = hall(platform, opening, "?wait=20&since=" + news.path("version").asString());
    assertThat(line(opened, second).path("state").asString()).isEqualTo("DECRYPTED");
    assertThat(line(opened, second).has("openedAt")).isTrue();
  }

  @Test
  void whoWaitsForNothingIsToldSo() {
    UUID opening = opening();
    Draft bid = sealed(opening, 100, backedUp());
    JsonNode look = hall(platform, opening, "");
    Instant begin = Instant.now();
    JsonNode nothing = hall(platform, opening, "?wait=2&since=" + look.path("version").asString());
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
    assertThat(nothing.path("complete").asBoolean()).isFalse();
    assertThat(nothing.path("bids")).isEmpty();
    assertThat(line(look, bid).path("state").asString()).isEqualTo("SEALED");
  }

  @Test
  void changesOfTheOpeningWakeWhoWaits() {
    UUID opening = opening();
    sealed(opening, 100, backedUp());
    String version = hall(platform, opening, "").path("version").asString();
    var waiting =
        CompletableFuture.supplyAsync(() -> hall(platform, opening, "?wait=20&since=" + version));
    platform
        .post(
            "/openings/" + opening + "/window-extensions",
            Map.of("minutes", 15, "reason", "many bids"))
        .expect(200);
    JsonNode news = waiting.orTimeout(15, TimeUnit.SECONDS).join();
    assertThat(
            Duration.between(
                Instant.parse(news.path("opensAt").asString()),
                Instant.parse(news.path("windowEndsAt").asString())))
        .isEqualTo(Duration.ofMinutes(75));
  }

  @Test
  void aVersionThatNobodyGaveIsRefusedAndStrangersSeeNoHall() {
    UUID opening = opening();
    sealed(opening, 100, backedUp());
    for (String since :
        new String[] {
          "x", "a1:2", "a1:2:x", "a99999999999999999999:1:", "a9999999999999999999:1:"
        }) {
      assertThat(platform.get("/openings/" + opening + "/hall?since=" + since).problem(400))
          .isEqualTo("hall-version-not-valid");
    }
    assertThat(platform.get("/openings/" + opening + "/hall?wait=26").status()).isEqualTo(400);
    assertThat(bidder().api().get("/openings/" + opening + "/hall").status()).isEqualTo(404);
    Api stranger = new Api(http, Tokens.platform(UUID.randomUUID()));
    assertThat(stranger.get("/openings/" + opening + "/hall").status()).isEqualTo(404);
    assertThat(stranger.post("/openings/" + opening + "/conclusion", Map.of()).status())
        .isEqualTo(404);
    assertThat(stranger.get("/openings/" + opening + "/conclusion").status()).isEqualTo(404);
  }

  @Test
  void theTimelineHasSessionsAttemptsAndReportsApart() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    open(bid.openingId());
    UUID session = session(bid.envelopeId(), bidder, "DECRYPT");
    publish(
        "org.bidseal.qr.session-confirmed.v1",
        session,
        Map.of(
            "sessionId", session,
            "purpose", "DECRYPT",
            "personId", bidder.personId(),
            "deviceId", bidder.deviceId(),
            "reference", Map.of("type", "bid-envelope", "id", bid.envelopeId())));
    bidder.coDecryptWithWrongPin(bid.envelopeId(), session).problem(403);
    Instant claimed = Instant.parse("2020-01-01T00:00:00Z");
    bidder.report(bid.envelopeId(), ReportKind.NETWORK, claimed, "手机没有网络").expect(201);
    Awaiting.untilAsserted(() ->
        assertThat(timeline(bidder.api(), bid).path("entries").valueStream())
            .extracting(entry -> entry.path("kind").asString())
            .containsExactlyInAnyOrder(
                "SESSION_OPENED",
                "SEALED",
                "SESSION_OPENED",
                "SESSION_CONFIRMED",
                "ATTEMPT_REFUSED",
                "REPORTED"));

    JsonNode timeline = timeline(platform, bid);
    JsonNode report = timeline.path("entries").path(timeline.path("entries").size() - 1);
    assertThat(report.path("source").asString()).isEqualTo("CLIENT");
    assertThat(report.path("claimedAt").asString()).isEqualTo(claimed.toString());
    assertThat(Instant.parse(report.path("at").asString())).isAfter(claimed);
    assertThat(timeline.path("finding").path("reason").asString()).isEqualTo("WRONG_PIN");
    assertThat(timeline.path("finding").path("outcome").asString()).isEqualTo("WITHDRAWN");
    assertThat(bidder().report(bid.envelopeId(), ReportKind.OTHER, claimed, "me too").status())
        .isEqualTo(404);
    assertThat(bidder().api().get("/envelopes/" + bid.envelopeId() + "/timeline").status())
        .isEqualTo(404);
  }

  @Test
  void aBidTakesAHundredReports() {
    Bidder bidder = backedUp();
    Draft bid = sealed(10, bidder);
    database
        .sql(
            "insert into timeline_entry (opening_id, envelope_id, kind, detail)"
                + " select :opening, :envelope, 'REPORTED', 'again' from generate_series(1, 99)")
        .bind("opening", bid.openingId())
        .bind("envelope", bid.envelopeId())
        .then()
        .block();
    bidder.report(bid.envelopeId(), ReportKind.OTHER, Instant.now(), "the hundredth").expect(201);
    assertThat(
            bidder
                .report(bid.envelopeId(), ReportKind.OTHER, Instant.now(), "one more")
                .problem(409))
        .isEqualTo("too-many-reports");
  }

  private static JsonNode timeline(Api api, Draft bid) {
    return api.get("/envelopes/" + bid.envelopeId() + "/timeline").expect(200);
  }

  private static JsonNode hall(Api api, UUID opening, String query) {
    return api.get("/openings/" + opening + "/hall" + query).expect(200);
  }

  private static JsonNode line(JsonNode hall, Draft draft) {
    return hall.path("bids")
        .valueStream()
        .filter(bid -> bid.path("envelopeId").asString().equals(draft.envelopeId().toString()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in " + hall));
  }
}
