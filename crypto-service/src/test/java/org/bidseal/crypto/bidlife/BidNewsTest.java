package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bidseal.sessionframes.Frame;
import org.bidseal.sessionframes.SessionFrames;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// What other services, screens, receipts and operators hear of a bid.
class BidNewsTest extends BidTest {
  @Autowired private SessionFrames frames;

  @Test
  void aBidsLifeIsToldInOrderAndInItsGoldenForm() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    decrypt(draft, bidder);

    List<String> expected =
        List.of(
            "org.bidseal.crypto.sealing-started.v1",
            "org.bidseal.crypto.bid-sealed.v1",
            "org.bidseal.crypto.decryption-started.v1",
            "org.bidseal.crypto.bid-decrypted.v1");
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", draft.envelopeId()))
            .extracting(event -> event.path("type").asString())
            .containsExactlyElementsOf(expected));
    for (JsonNode event : PublishedEvents.about("bidseal.crypto", draft.envelopeId())) {
      if (event.path("type").asString().contains("bid-sealed")) {
        GoldenEvents.verify(event, "/data/treeRoot", "/data/headerSm3");
      } else {
        GoldenEvents.verify(event);
      }
    }
    GoldenEvents.verify(
        PublishedEvents.about("bidseal.crypto-jobs", draft.envelopeId()).getFirst());
    JsonNode registered = PublishedEvents.about("bidseal.crypto", draft.openingId()).getFirst();
    GoldenEvents.verify(registered, "/data/tenderId");
  }

  @Test
  void theScreensOfBothSessionsSeeItHappen() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    UUID session = decrypt(draft, bidder);

    assertThat(types(draft.sessionId()))
        .containsExactly("recipients-chosen", "described", "sealed");
    assertThat(types(session)).startsWith("decryption-progress").endsWith("decrypted");
    JsonNode sealed = frames(draft.sessionId()).getLast().data();
    assertThat(sealed.path("shortCode").asString())
        .isEqualTo(show(draft.envelopeId()).path("statement").path("shortCode").asString());
  }

  @Test
  void aFailureIsToldToo() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 10, "BIDDER");
    Desk.SealedFile sealed = Desk.seal(address(draft, bidder), draft.file());
    var lie = new java.util.HashMap<>(sealed.description());
    lie.put("treeRoot", "ab".repeat(32));
    platform.put("/envelopes/" + draft.envelopeId() + "/header", lie).expect(200);
    upload(draft, sealed.content()).expect(200);
    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    bidder
        .contentKey(draft.envelopeId(), session, bidder.fileKey(draft.envelopeId(), session))
        .expect(202);
    awaitState(draft.envelopeId(), "FAILED");

    assertThat(types(session)).endsWith("failed");
    Awaiting.untilAsserted(() ->
        assertThat(
                PublishedEvents.about("bidseal.crypto", draft.envelopeId()).getLast().path("type"))
            .hasToString("\"org.bidseal.crypto.decryption-failed.v1\""));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", draft.envelopeId()).getLast());
  }

  @Test
  void aBidIsSealedThoughNobodyGivesTheTimeNow() {
    Bidder bidder = bidder();
    backUp(bidder);
    Neighbours.get().giveTimestamps(false);
    Draft draft;
    try {
      draft = sealed(100, bidder);
      JsonNode receipt = receipt(draft);
      assertThat(receipt.path("timestampPending").asBoolean()).isTrue();
      assertThat(receipt.has("timestamp")).isFalse();
      assertThat(receipt.path("signature").asString()).isNotBlank();
    } finally {
      Neighbours.get().giveTimestamps(true);
    }
    Awaiting.untilAsserted(
        Duration.ofSeconds(90),
        () -> {
          assertThat(receipt(draft).path("timestampPending").asBoolean(true)).isFalse();
          assertThat(receipt(draft).path("timestamp").asString()).isNotBlank();
        });
  }

  @Test
  void metricsHaveTheirNames() {
    Bidder bidder = bidder();
    backUp(bidder);
    sealed(10, bidder);
    String text =
        http.get()
            .uri("/actuator/prometheus")
            .exchange()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(text)
        .contains("bidseal_envelopes_sealed_total")
        .contains("bidseal_decryptions_total{")
        .contains("result=\"decrypted\"")
        .contains("result=\"tree_root_mismatch\"");
  }

  private JsonNode receipt(Draft draft) {
    return platform.get("/envelopes/" + draft.envelopeId() + "/receipt").expect(200);
  }

  private List<String> types(UUID sessionId) {
    return frames(sessionId).stream().map(Frame::type).toList();
  }

  private List<Frame> frames(UUID sessionId) {
    List<Frame> all = frames.since(sessionId, 0).block();
    return all == null ? List.of() : all;
  }
}
