package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The tender changes while bids lie sealed for it.
class TenderChangeTest extends BidTest {
  @Test
  void everyBidderIsToldAndConfirmsInOneScanOrSealsAnotherBid() {
    UUID opening = opening();
    Bidder one = backedUp();
    Bidder other = backedUp();
    Draft first = sealed(opening, 100, one);
    Draft second = sealed(opening, 100, other);
    assertThat(needsConfirmation(opening, first)).isFalse();
    String version =
        platform.get("/openings/" + opening + "/hall").expect(200).path("version").asString();

    String changeId = change(opening).path(0).path("changeId").asString();

    assertThat(
            platform
                .get("/openings/" + opening + "/hall?since=" + version)
                .expect(200)
                .path("bids"))
        .hasSize(2);
    assertThat(needsConfirmation(opening, first)).isTrue();
    assertThat(needsConfirmation(opening, second)).isTrue();
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", opening).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.tender-changed.v1\""));
    JsonNode told = PublishedEvents.about("bidseal.crypto", opening).getLast();
    assertThat(told.path("data").path("enterpriseIds").valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder(one.enterpriseId().toString(), other.enterpriseId().toString());
    GoldenEvents.verify(told);

    UUID session = session(first.envelopeId(), one, "CONFIRM");
    one.act("confirmation", first.envelopeId(), session, begin(one, first, session)).expect(200);

    assertThat(needsConfirmation(opening, first)).isFalse();
    assertThat(needsConfirmation(opening, second)).isTrue();
    assertThat(
            SignedDocuments.notice(platform, first.envelopeId(), "CONFIRMATION", changeId)
                .path("changeId")
                .asString())
        .isEqualTo(changeId);
    Awaiting.untilAsserted(() ->
        assertThat(
                PublishedEvents.about("bidseal.crypto", first.envelopeId()).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.bid-confirmed.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", first.envelopeId()).getLast());
    UUID again = session(first.envelopeId(), one, "CONFIRM");
    assertThat(
            one.api()
                .put(
                    "/envelopes/" + first.envelopeId() + "/confirmation",
                    Map.of("sessionId", again))
                .problem(409))
        .isEqualTo("nothing-to-confirm");

    Draft replaced = sealed(opening, 100, other);
    assertThat(needsConfirmation(opening, replaced)).isFalse();
    assertThat(one.api().get("/openings/" + opening + "/tender-changes").expect(200)).hasSize(1);
  }

  @Test
  void whatWasNotConfirmedIsABidAllTheSame() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    change(bid.openingId());
    decrypt(bid, bidder);
    assertThat(platform.get("/envelopes/" + bid.envelopeId() + "/plaintext").body())
        .isEqualTo(bid.file());
  }

  @Test
  void anOpeningMayTakeConfirmedBidsOnly() {
    Bidder bidder = backedUp();
    UUID opening = strictOpening();
    WithTreeKey bid = sealedWithTreeKey(opening, 100, bidder);
    UUID envelope = bid.draft().envelopeId();
    change(opening);
    open(opening);
    UUID session = session(envelope, bidder, "DECRYPT");

    assertThat(bidder.coDecrypt(envelope, session, bidder.entry(envelope)).problem(409))
        .isEqualTo("bid-not-confirmed");
    assertThat(bidder.contentKey(envelope, session, "00".repeat(16)).problem(409))
        .isEqualTo("bid-not-confirmed");
    assertThat(bidder.api().fallback(envelope, bid.treeKey(), bid.draft().file()).problem(409))
        .isEqualTo("bid-not-confirmed");
    end(opening);
    JsonNode verdict =
        platform
            .post("/openings/" + opening + "/conclusion", Map.of())
            .expect(200)
            .path("verdicts")
            .path(0);
    assertThat(verdict.path("outcome").asString()).isEqualTo("RECALLED");
    assertThat(verdict.path("reason").asString()).isEqualTo("UNCONFIRMED");
  }

  @Test
  void aConfirmationCountsForTheChangeThatItNames() {
    Bidder bidder = backedUp();
    UUID opening = strictOpening();
    Draft bid = sealed(opening, 100, bidder);
    change(opening);
    UUID session = session(bid.envelopeId(), bidder, "CONFIRM");
    Sm2Signature ofFirst = begin(bidder, bid, session);
    change(opening);
    assertThat(bidder.act("confirmation", bid.envelopeId(), session, ofFirst).problem(409))
        .isEqualTo("confirmation-outdated");

    Sm2Signature ofLatest = begin(bidder, bid, session);
    bidder.act("confirmation", bid.envelopeId(), session, ofLatest).expect(200);

    decrypt(bid, bidder);
  }

  @Test
  void afterTheDeadlineATenderChangesNoMore() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    move(bid.openingId(), "-1 second", "10 minutes");
    assertThat(
            platform.post("/openings/" + bid.openingId() + "/tender-changes", wish()).problem(409))
        .isEqualTo("deadline-passed");
    assertThat(
            bidder.api().post("/openings/" + bid.openingId() + "/tender-changes", wish()).status())
        .isEqualTo(403);
  }

  private UUID strictOpening() {
    Instant deadline = Instant.now().plusSeconds(3600);
    JsonNode opening =
        platform
            .post(
                "/openings",
                Api.object(
                    "tenderId",
                    "T-" + UUID.randomUUID(),
                    "lotId",
                    "1",
                    "name",
                    "Bridge",
                    "deadline",
                    deadline,
                    "opensAt",
                    deadline,
                    "unconfirmedBids",
                    "EXCLUDED"))
            .expect(201);
    assertThat(opening.path("unconfirmedBids").asString()).isEqualTo("EXCLUDED");
    return id(opening, "openingId");
  }

  private JsonNode change(UUID opening) {
    return platform.post("/openings/" + opening + "/tender-changes", wish()).expect(201);
  }

  private static Map<String, Object> wish() {
    return Map.of("title", "澄清 2: other bolts", "documentSm3", "5a".repeat(32));
  }

  private static Sm2Signature begin(Bidder bidder, Draft bid, UUID session) {
    JsonNode begun =
        bidder
            .api()
            .put("/envelopes/" + bid.envelopeId() + "/confirmation", Map.of("sessionId", session))
            .expect(200);
    return bidder.coSign(session, Sm3Hash.ofHex(begun.path("e").asString()));
  }

  private boolean needsConfirmation(UUID opening, Draft bid) {
    return platform
        .get("/openings/" + opening + "/hall")
        .expect(200)
        .path("bids")
        .valueStream()
        .filter(line -> line.path("envelopeId").asString().equals(bid.envelopeId().toString()))
        .findFirst()
        .orElseThrow()
        .path("needsConfirmation")
        .asBoolean();
  }
}
