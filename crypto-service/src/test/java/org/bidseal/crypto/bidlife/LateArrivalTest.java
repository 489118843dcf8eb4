package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What comes after the deadline is refused, and its bidder gets that in writing.
class LateArrivalTest extends BidTest {
  @Test
  void contentThatComesTooLateIsRefusedWithASignedNotice() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 100, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    move(draft.openingId(), "-1 second", "10 minutes");

    Api.Answer refused = upload(draft, sealed.content());

    assertThat(refused.problem(409)).isEqualTo("deadline-passed");
    assertThat(refused.json().path("notices").asString())
        .isEqualTo("/api/crypto/v1/envelopes/" + draft.envelopeId() + "/notices");
    JsonNode notice = SignedDocuments.notice(bidder.api(), draft.envelopeId(), "LATE", "CONTENT");
    assertThat(notice.path("headerSm3").asString())
        .isEqualTo(sealed.sealed().header().hash().hex());
    assertThat(notice.path("accepted").asBoolean(true)).isFalse();
    assertThat(Instant.parse(notice.path("receivedAt").asString()))
        .isAfterOrEqualTo(Instant.parse(notice.path("deadline").asString()));
    assertThat(show(draft.envelopeId()).path("state").asString()).isEqualTo("DESCRIBED");
    assertThat(Blobs.of(draft.envelopeId())).isEmpty();

    assertThat(upload(draft, sealed.content()).problem(409)).isEqualTo("deadline-passed");
    assertThat(SignedDocuments.notice(bidder.api(), draft.envelopeId(), "LATE", "CONTENT"))
        .isEqualTo(notice);
    Awaiting.untilAsserted(() ->
        assertThat(
                PublishedEvents.about("bidseal.crypto", draft.envelopeId()).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.late-arrival-refused.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", draft.envelopeId()).getLast());
    assertThat(PublishedEvents.about("bidseal.crypto", draft.envelopeId())).hasSize(2);
  }

  @Test
  void aSignatureThatComesTooLateSealsNothing() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 100, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    upload(draft, sealed.content()).expect(200);
    Sm2Signature signature = bidder.coSign(draft.envelopeId(), draft.sessionId());
    move(draft.openingId(), "-1 second", "10 minutes");

    assertThat(bidder.sign(draft.envelopeId(), draft.sessionId(), signature).problem(409))
        .isEqualTo("deadline-passed");

    JsonNode notice =
        SignedDocuments.notice(platform, draft.envelopeId(), "LATE", "STATEMENT_SIGNATURE");
    assertThat(notice.path("enterpriseId").asString()).isEqualTo(bidder.enterpriseId().toString());
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/receipt").problem(409))
        .isEqualTo("envelope-not-sealed");
    assertThat(backedUp().api().get("/envelopes/" + draft.envelopeId() + "/notices").status())
        .isEqualTo(404);
  }

  private Bidder backedUp() {
    Bidder bidder = bidder();
    backUp(bidder);
    return bidder;
  }
}
