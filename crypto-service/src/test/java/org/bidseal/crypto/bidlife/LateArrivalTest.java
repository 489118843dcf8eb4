package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What comes after the deadline is refused, and its bidder gets that in writing.
class LateArrivalTest extends UploadTest {
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

  @Test
  void aNoticeGetsATimestampAsAReceiptDoes() throws Exception {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 100, "BIDDER");
    describe(draft, address(draft, bidder));
    Neighbours.get().giveTimestamps(false);
    try {
      move(draft.openingId(), "-1 second", "10 minutes");
      assertThat(upload(draft, new byte[100]).problem(409)).isEqualTo("deadline-passed");
      SignedDocuments.notice(platform, draft.envelopeId(), "LATE", "CONTENT");
    } finally {
      Neighbours.get().giveTimestamps(true);
    }
    SignedDocuments.timestampOfNotice(platform, draft.envelopeId(), "LATE", "CONTENT");
  }

  @Test
  void everyStepOfABidThatComesTooLateGetsItsNotice() {
    Bidder bidder = backedUp();
    UUID opening = opening();
    Draft unaddressed = draft(opening, bidder, 100, "BIDDER");
    Draft undescribed = draft(opening, bidder, 100, "BIDDER");
    JsonNode addressed = address(undescribed, bidder);
    Draft plain = draft(opening, bidder, 100, "SERVER");
    address(plain, bidder);
    move(opening, "-1 second", "10 minutes");

    Api.Answer recipients =
        bidder.address(
            unaddressed.envelopeId(), unaddressed.sessionId(), bidder.encryptionCertificate());
    assertRefused(recipients, unaddressed, "RECIPIENTS");
    Desk.SealedFile sealed = Desk.seal(addressed, undescribed.file());
    assertRefused(
        platform.put("/envelopes/" + undescribed.envelopeId() + "/header", sealed.description()),
        undescribed,
        "HEADER");
    assertRefused(
        platform.upload("/envelopes/" + plain.envelopeId() + "/plaintext", plain.file()),
        plain,
        "CONTENT");
    assertThat(show(plain.envelopeId()).path("state").asString()).isEqualTo("ADDRESSED");
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", unaddressed.envelopeId()))
            .extracting(event -> event.path("type").asString())
            .containsExactly("org.bidseal.crypto.late-arrival-refused.v1"));
  }

  @Test
  void whatWasUploadedInTimeAndIsToBeSealedTooLateGetsANoticeToo() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 100, "SERVER");
    address(draft, bidder);
    String upload = tus.created(draft.envelopeId(), 100);
    tus.patch(upload, 0, draft.file()).expect(204);
    move(draft.openingId(), "-1 second", "10 minutes");

    TusCalls.Answer refused = tus.seal(upload);

    assertRefused(
        new Api.Answer(refused.status(), refused.response().body()), draft, "SERVER_SEALING");
  }

  @Test
  void aChunkThatComesTooLateGetsANotice() {
    Bidder bidder = backedUp();
    Draft draft = draft(bidder, 100, "BIDDER");
    Desk.SealedFile sealed = describe(draft, address(draft, bidder));
    String upload = tus.created(draft.envelopeId(), sealed.content().length);
    move(draft.openingId(), "-1 second", "10 minutes");
    assertThat(tus.patch(upload, 0, sealed.content()).problem(409)).isEqualTo("deadline-passed");
    SignedDocuments.notice(bidder.api(), draft.envelopeId(), "LATE", "CONTENT");
  }

  @Test
  void anAnnouncementThatComesTooLateIsAttestedToItsEnterprise() {
    Bidder bidder = backedUp();
    UUID opening = opening();
    move(opening, "-1 second", "10 minutes");
    Map<String, Object> announcement =
        Map.of(
            "enterpriseId",
            bidder.enterpriseId(),
            "fileName",
            "late.pdf",
            "size",
            100,
            "sealing",
            "BIDDER");
    String path = "/openings/" + opening + "/envelopes";

    Api.Answer refused = platform.post(path, announcement);

    assertThat(refused.problem(409)).isEqualTo("deadline-passed");
    assertThat(refused.json().path("notices").asString())
        .isEqualTo("/api/crypto/v1/openings/" + opening + "/notices");
    assertThat(platform.post(path, announcement).problem(409)).isEqualTo("deadline-passed");
    JsonNode notice = SignedDocuments.noticeOfOpening(bidder.api(), opening);
    assertThat(notice).isEqualTo(SignedDocuments.noticeOfOpening(platform, opening));
    assertThat(notice.path("step").asString()).isEqualTo("ANNOUNCEMENT");
    assertThat(notice.has("envelopeId")).isFalse();
    assertThat(notice.path("enterpriseId").asString()).isEqualTo(bidder.enterpriseId().toString());
    assertThat(backedUp().api().get("/openings/" + opening + "/notices").status()).isEqualTo(404);
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", opening).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.late-announcement-refused.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", opening).getLast());
  }

  private void assertRefused(Api.Answer refused, Draft draft, String step) {
    assertThat(refused.problem(409)).isEqualTo("deadline-passed");
    assertThat(refused.json().path("notices").asString())
        .isEqualTo("/api/crypto/v1/envelopes/" + draft.envelopeId() + "/notices");
    JsonNode notice = SignedDocuments.notice(platform, draft.envelopeId(), "LATE", step);
    assertThat(notice.path("step").asString()).isEqualTo(step);
    assertThat(notice.has("headerSm3")).isFalse();
  }
}
