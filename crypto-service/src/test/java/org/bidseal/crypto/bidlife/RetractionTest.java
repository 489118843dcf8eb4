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

/// A bidder takes his sealed bid back before the deadline.
class RetractionTest extends BidTest {
  @Test
  void aBidThatWasTakenBackIsNeverOpenedAndAnotherMayBeSealed() {
    Bidder bidder = backedUp();
    UUID opening = opening();
    Draft bid = sealed(opening, 100, bidder);
    UUID session = session(bid.envelopeId(), bidder, "RETRACT");

    JsonNode begun = begin(bidder, bid, session).expect(200);
    assertThat(begun.path("envelopeId").asString()).isEqualTo(bid.envelopeId().toString());
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    Sm2Signature signature = coSign(bidder, session, begun);
    JsonNode retracted = bidder.act("retraction", bid.envelopeId(), session, signature).expect(200);

    assertThat(retracted.path("state").asString()).isEqualTo("RETRACTED");
    assertThat(bidder.act("retraction", bid.envelopeId(), session, signature).status())
        .isEqualTo(200);
    JsonNode notice =
        SignedDocuments.notice(bidder.api(), bid.envelopeId(), "RETRACTION", "RETRACTED");
    assertThat(notice.path("statement").asString()).isEqualTo(begun.path("statement").asString());
    assertThat(notice.path("headerSm3").asString())
        .isEqualTo(retracted.path("described").path("headerSm3").asString());
    assertThat(Instant.parse(notice.path("at").asString()))
        .isEqualTo(Instant.parse(retracted.path("retractedAt").asString()));
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", bid.envelopeId()).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.bid-retracted.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", bid.envelopeId()).getLast());

    Draft next = sealed(opening, 100, bidder);
    open(opening);
    UUID opened = session(next.envelopeId(), bidder, "DECRYPT");
    assertThat(
            bidder.coDecrypt(bid.envelopeId(), opened, bidder.entry(bid.envelopeId())).problem(409))
        .isEqualTo("envelope-retracted");
    assertThat(
            platform
                .post(
                    "/envelopes/" + bid.envelopeId() + "/qr-sessions", Map.of("purpose", "DECRYPT"))
                .status())
        .isEqualTo(409);
    assertThat(platform.get("/envelopes/" + bid.envelopeId() + "/plaintext").problem(409))
        .isEqualTo("not-decrypted");
    decrypt(next, bidder);
    assertThat(
            holds(
                "select count(*) = 0 from decryption_job where envelope_id = :id",
                bid.envelopeId()))
        .isTrue();
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("RETRACTED");
  }

  @Test
  void afterTheDeadlineNothingIsTakenBack() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    UUID session = session(bid.envelopeId(), bidder, "RETRACT");
    Sm2Signature signature = coSign(bidder, session, begin(bidder, bid, session).expect(200));
    move(bid.openingId(), "-1 second", "10 minutes");

    assertThat(bidder.act("retraction", bid.envelopeId(), session, signature).problem(409))
        .isEqualTo("deadline-passed");
    assertThat(begin(bidder, bid, session).problem(409)).isEqualTo("deadline-passed");
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
  }

  @Test
  void onlyASessionForJustThisLetsABidBeTakenBack() {
    Bidder bidder = backedUp();
    Draft bid = sealed(100, bidder);
    Draft other = sealed(100, bidder);
    UUID ofOther = session(other.envelopeId(), bidder, "RETRACT");
    UUID toOpen = session(bid.envelopeId(), bidder, "DECRYPT");
    for (UUID session : new UUID[] {bid.sessionId(), toOpen, ofOther, UUID.randomUUID()}) {
      assertThat(begin(bidder, bid, session).problem(409)).isEqualTo("session-not-confirmed");
    }
    UUID session = session(bid.envelopeId(), bidder, "RETRACT");
    Sm2Signature ofNothing = bidder.coSign(bid.envelopeId(), bid.sessionId());
    assertThat(bidder.act("retraction", bid.envelopeId(), session, ofNothing).problem(409))
        .isEqualTo("nothing-to-sign");
    begin(bidder, bid, session).expect(200);
    assertThat(bidder.act("retraction", bid.envelopeId(), session, ofNothing).problem(422))
        .isEqualTo("statement-signature-not-valid");
    assertThat(begin(backedUp(), bid, session).status()).isEqualTo(404);
    assertThat(show(bid.envelopeId()).path("state").asString()).isEqualTo("SEALED");
  }

  private static Api.Answer begin(Bidder bidder, Draft bid, UUID session) {
    return bidder
        .api()
        .put("/envelopes/" + bid.envelopeId() + "/retraction", Map.of("sessionId", session));
  }

  private static Sm2Signature coSign(Bidder bidder, UUID session, JsonNode begun) {
    return bidder.coSign(session, Sm3Hash.ofHex(begun.path("e").asString()));
  }
}
