package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.Capability;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A bid whose keys are lost is opened by its bidder's own file.
class FallbackTest extends BidTest {
  private static final int SIZE = 3 * 1024 * 1024 + 5;

  @Test
  @Capability("CRY-017")
  void theFileThatWasSealedOpensTheBid() {
    Bidder bidder = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), SIZE, bidder);
    UUID envelope = bid.draft().envelopeId();
    assertThat(bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).problem(403))
        .isEqualTo("opening-not-open");
    open(bid.draft().openingId());

    JsonNode opened =
        bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).expect(200);

    assertThat(opened.path("state").asString()).isEqualTo("OPENED_BY_FALLBACK");
    assertThat(opened.path("fallback").path("treeKey").asString()).isEqualTo(bid.treeKey());
    assertThat(platform.get("/envelopes/" + envelope + "/plaintext").body())
        .isEqualTo(bid.draft().file());
    JsonNode line =
        platform
            .get("/openings/" + bid.draft().openingId() + "/hall")
            .expect(200)
            .path("bids")
            .path(0);
    assertThat(line.path("state").asString()).isEqualTo("OPENED_BY_FALLBACK");
    assertThat(line.has("openedAt")).isTrue();
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", envelope).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.bid-opened-by-fallback.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", envelope).getLast());
    assertThat(bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).problem(409))
        .isEqualTo("envelope-state-forbids");
  }

  @Test
  void anotherFileOrKeyOpensNothingAndIsOnTheTimeline() {
    Bidder bidder = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), SIZE, bidder);
    UUID envelope = bid.draft().envelopeId();
    open(bid.draft().openingId());
    byte[] other = bid.draft().file().clone();
    other[SIZE - 1] ^= 1;

    assertThat(bidder.api().fallback(envelope, bid.treeKey(), other).problem(422))
        .isEqualTo("fallback-not-matching");
    assertThat(bidder.api().fallback(envelope, "ab".repeat(32), bid.draft().file()).problem(422))
        .isEqualTo("fallback-not-matching");
    assertThat(bidder.api().fallback(envelope, bid.treeKey(), new byte[3]).problem(422))
        .isEqualTo("fallback-not-matching");
    assertThat(bidder.api().fallback(envelope, "no key", bid.draft().file()).status())
        .isEqualTo(400);

    assertThat(Blobs.plaintexts(envelope)).isEmpty();
    assertThat(show(envelope).path("state").asString()).isEqualTo("SEALED");
    JsonNode timeline = platform.get("/envelopes/" + envelope + "/timeline").expect(200);
    assertThat(timeline.path("entries").valueStream())
        .filteredOn(entry -> entry.path("detail").asString("").equals("FALLBACK_NOT_MATCHING"))
        .hasSize(3)
        .allMatch(entry -> entry.path("personId").asString().equals(bidder.personId().toString()));
    assertThat(timeline.path("finding").path("fault").asString()).isEqualTo("BIDDER");
  }

  @Test
  void thePlatformMayUploadForTheBidderAndNobodyElse() {
    Bidder bidder = bidder();
    Bidder competitor = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), 10, bidder);
    UUID envelope = bid.draft().envelopeId();
    open(bid.draft().openingId());
    assertThat(competitor.api().fallback(envelope, bid.treeKey(), bid.draft().file()).status())
        .isEqualTo(404);
    assertThat(
            holds(
                "select count(*) = 0 from timeline_entry where envelope_id = :id"
                    + " and kind = 'ATTEMPT_REFUSED'",
                envelope))
        .isTrue();
    assertThat(
            platform
                .fallback(envelope, bid.treeKey(), bid.draft().file())
                .expect(200)
                .path("state")
                .asString())
        .isEqualTo("OPENED_BY_FALLBACK");
  }

  @Test
  void aStoreThatFailsIsTheCentresFaultAndTheUploadMayBeRepeated() throws IOException {
    Bidder bidder = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), 10, bidder);
    UUID envelope = bid.draft().envelopeId();
    open(bid.draft().openingId());
    Path obstacle = Blobs.obstructPlaintext(envelope);

    assertThat(bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).problem(503))
        .isEqualTo("storage-unavailable");

    JsonNode finding =
        platform.get("/envelopes/" + envelope + "/timeline").expect(200).path("finding");
    assertThat(finding.path("reason").asString()).isEqualTo("SERVICE_ERROR");
    assertThat(finding.path("fault").asString()).isEqualTo("CENTRE");
    assertThat(finding.path("outcome").asString()).isEqualTo("RECALLED");
    Files.delete(obstacle);
    bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).expect(200);
  }

  @Test
  void afterTheWindowItIsTooLate() {
    Bidder bidder = bidder();
    backUp(bidder);
    WithTreeKey bid = sealedWithTreeKey(opening(), 10, bidder);
    end(bid.draft().openingId());
    assertThat(
            bidder
                .api()
                .fallback(bid.draft().envelopeId(), bid.treeKey(), bid.draft().file())
                .problem(403))
        .isEqualTo("decryption-window-closed");
  }
}
