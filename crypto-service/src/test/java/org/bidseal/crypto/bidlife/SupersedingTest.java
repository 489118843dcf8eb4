package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A sealed bid is changed by sealing another one.
class SupersedingTest extends BidTest {
  @Test
  void theBidThatWasSealedLastCountsAndTheOtherIsNeverOpened() {
    Bidder bidder = bidder();
    backUp(bidder);
    UUID opening = opening();
    Draft first = sealed(opening, 100, bidder);
    Draft last = sealed(opening, 200, bidder);

    JsonNode superseded = show(first.envelopeId());
    assertThat(superseded.path("state").asString()).isEqualTo("SUPERSEDED");
    assertThat(superseded.path("supersededBy").asString()).isEqualTo(last.envelopeId().toString());
    assertThat(superseded.path("receipt").isObject()).isTrue();
    Awaiting.untilAsserted(
        () -> assertThat(PublishedEvents.about("bidseal.crypto", first.envelopeId())).hasSize(3));
    GoldenEvents.verify(PublishedEvents.about("bidseal.crypto", first.envelopeId()).getLast());

    open(opening);
    assertThat(
            platform
                .post(
                    "/envelopes/" + first.envelopeId() + "/qr-sessions",
                    Api.object("purpose", "DECRYPT"))
                .status())
        .isEqualTo(409);
    UUID session = session(last.envelopeId(), bidder, "DECRYPT");
    assertThat(
            bidder
                .coDecrypt(first.envelopeId(), session, bidder.entry(first.envelopeId()))
                .problem(409))
        .isEqualTo("envelope-superseded");
    decrypt(last, bidder);
    assertThat(platform.get("/envelopes/" + last.envelopeId() + "/plaintext").body())
        .isEqualTo(last.file());
    assertThat(kindsAbout(opening, first))
        .containsExactlyInAnyOrder("BID_SEALED", "RECEIPT_TIMESTAMPED", "BID_SUPERSEDED");
    assertThat(kindsAbout(opening, last))
        .containsExactlyInAnyOrder("BID_SEALED", "RECEIPT_TIMESTAMPED", "BID_DECRYPTED");
  }

  @Test
  void anotherEnterprisesBidStays() {
    Bidder one = bidder();
    Bidder other = bidder();
    backUp(one);
    backUp(other);
    UUID opening = opening();
    Draft first = sealed(opening, 100, one);
    Draft second = sealed(opening, 100, other);
    assertThat(show(first.envelopeId()).path("state").asString()).isEqualTo("SEALED");
    assertThat(show(second.envelopeId()).path("state").asString()).isEqualTo("SEALED");
  }

  @Test
  void ofBidsThatAreSealedAtOnceOneCounts() {
    Bidder bidder = bidder();
    backUp(bidder);
    UUID opening = opening();
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Draft draft = draft(opening, bidder, 50, "BIDDER");
      Desk.SealedFile sealed = describe(draft, address(draft, bidder));
      upload(draft, sealed.content()).expect(200);
      drafts.add(draft);
    }
    Map<Draft, Sm2Signature> signatures = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      signatures.put(draft, bidder.coSign(draft.envelopeId(), draft.sessionId()));
    }
    CompletableFuture.allOf(
            signatures.entrySet().stream()
                .map(one -> CompletableFuture.runAsync(() -> sign(bidder, one)))
                .toArray(CompletableFuture[]::new))
        .join();

    assertThat(drafts)
        .extracting(draft -> show(draft.envelopeId()).path("state").asString())
        .containsOnly("SEALED", "SUPERSEDED")
        .containsOnlyOnce("SEALED");
  }

  private static void sign(Bidder bidder, Map.Entry<Draft, Sm2Signature> one) {
    Draft draft = one.getKey();
    bidder.sign(draft.envelopeId(), draft.sessionId(), one.getValue()).expect(200);
  }

  /// The kinds of the record's entries about a bid, each as often as it occurs.
  private List<String> kindsAbout(UUID opening, Draft draft) {
    return record(opening)
        .path("entries")
        .valueStream()
        .filter(entry ->
            entry
                .path("payload")
                .path("envelopeId")
                .asString()
                .equals(draft.envelopeId().toString()))
        .map(entry -> entry.path("kind").asString())
        .toList();
  }
}
