package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.crypto.bidlife.Desk.SealedFile;
import org.bidseal.testsupport.Capability;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sealed is what page and phone both call sealed, and so with opened: each asks the service in its
/// own name, and at no moment does one of them hear of more than the other.
class BothEndsTest extends BidTest {
  @Test
  @Capability("CRY-004")
  void pageAndPhoneSaySealedTogether() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = draft(bidder, 100, "BIDDER");
    SealedFile sealed = describe(draft, address(draft, bidder));
    assertThat(states(draft, bidder)).containsOnly("DESCRIBED");

    upload(draft, sealed.content()).expect(200);
    assertThat(states(draft, bidder)).containsOnly("DESCRIBED");
    assertThat(ends(draft, bidder)).noneMatch(end -> end.has("receipt"));

    bidder.sign(draft.envelopeId(), draft.sessionId()).expect(200);

    assertThat(states(draft, bidder)).containsOnly("SEALED");
    assertThat(ends(draft, bidder))
        .extracting(end -> end.path("statement").path("shortCode").asString())
        .doesNotContain("")
        .containsOnly(
            ends(draft, bidder).getFirst().path("statement").path("shortCode").asString());
    assertThat(ends(draft, bidder))
        .extracting(end -> end.path("receipt").path("payload").asString())
        .allMatch(payload -> !payload.isEmpty());
  }

  /// In the opening hall, which both see.
  @Test
  @Capability({"CRY-008", "CRY-009", "CRY-011"})
  void pageAndPhoneSayOpenedTogether() {
    Bidder bidder = bidder();
    backUp(bidder);
    Draft draft = sealed(100, bidder);
    open(draft.openingId());
    UUID session = session(draft.envelopeId(), bidder, "DECRYPT");
    String key = bidder.fileKey(draft.envelopeId(), session);
    assertThat(states(draft, bidder)).containsOnly("SEALED");
    assertThat(inTheHall(draft, bidder)).containsOnly("SEALED");

    bidder.contentKey(draft.envelopeId(), session, key).expect(202);
    awaitState(draft.envelopeId(), "DECRYPTED");

    assertThat(states(draft, bidder)).containsOnly("DECRYPTED");
    assertThat(inTheHall(draft, bidder)).containsOnly("DECRYPTED");
    assertThat(platform.get("/envelopes/" + draft.envelopeId() + "/plaintext").body())
        .isEqualTo(draft.file());
  }

  private List<JsonNode> ends(Draft draft, Bidder bidder) {
    return Stream.of(platform, bidder.api())
        .map(end -> end.get("/envelopes/" + draft.envelopeId()).expect(200))
        .toList();
  }

  private List<String> states(Draft draft, Bidder bidder) {
    return ends(draft, bidder).stream().map(end -> end.path("state").asString()).toList();
  }

  private List<String> inTheHall(Draft draft, Bidder bidder) {
    return Stream.of(platform, bidder.api())
        .map(end -> end.get("/openings/" + draft.openingId() + "/hall").expect(200))
        .map(hall -> hall.path("bids").path(0).path("state").asString())
        .toList();
  }
}
