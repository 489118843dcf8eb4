package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/// The service was away within a window: that is nobody's fault but the centre's.
class OutageTest extends BidTest {
  @Autowired private List<Sweep> sweeps;

  @Test
  void whoCouldNotBeServedIsRecalled() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft bid = sealed(100, bidder);
    Draft later = sealed(100, bidder);
    move(bid.openingId(), "-50 minutes", "-50 minutes");
    wasAwayFor("10 minutes");

    pulse();
    pulse();

    List<JsonNode> outages = outages(bid);
    assertThat(outages).hasSize(1);
    assertThat(outages.getFirst().path("ofOpening").asBoolean()).isTrue();
    assertThat(Long.parseLong(outages.getFirst().path("detail").asString())).isBetween(599L, 640L);
    assertThat(outages(later)).isEmpty();
    JsonNode finding = timeline(bid).path("finding");
    assertThat(finding.path("reason").asString()).isEqualTo("OUTAGE");
    assertThat(finding.path("fault").asString()).isEqualTo("CENTRE");
    end(bid.openingId());
    ageTimeline(bid.openingId(), "11 minutes");
    JsonNode verdict =
        platform
            .post("/openings/" + bid.openingId() + "/conclusion", Map.of())
            .expect(200)
            .path("verdicts")
            .path(0);
    assertThat(verdict.path("outcome").asString()).isEqualTo("RECALLED");
    assertThat(verdict.path("basis").path(0).asString())
        .isEqualTo(outages.getFirst().path("entryId").asString());
  }

  @Test
  void anOutageThatOutlastsTheWindowCountsUntilItsEnd() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft bid = sealed(100, bidder);
    move(bid.openingId(), "-65 minutes", "-65 minutes");
    wasAwayFor("15 minutes");
    pulse();
    assertThat(outages(bid))
        .extracting(entry -> Long.parseLong(entry.path("detail").asString()))
        .singleElement()
        .satisfies(seconds -> assertThat(seconds).isBetween(560L, 600L));
    assertThat(timeline(bid).path("finding").path("reason").asString()).isEqualTo("OUTAGE");
  }

  private void wasAwayFor(String time) {
    database
        .sql("update service_pulse set at = clock_timestamp() - interval '%s'".formatted(time))
        .then()
        .block();
  }

  private void pulse() {
    Sweep pulse =
        sweeps.stream().filter(one -> one.name().equals("service-pulse")).findFirst().orElseThrow();
    Flux.from(pulse.sweep()).blockLast(Duration.ofSeconds(30));
  }

  private JsonNode timeline(Draft bid) {
    return platform.get("/envelopes/" + bid.envelopeId() + "/timeline").expect(200);
  }

  private List<JsonNode> outages(Draft bid) {
    return timeline(bid)
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("kind").asString().equals("OUTAGE"))
        .toList();
  }
}
