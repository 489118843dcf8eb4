package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A committee has lost its quorum: all who are left sign, and bids come in by their bidders'
/// files.
class LockWaiverTest extends BidTest {
  @Test
  void bidsComeInByTheirBiddersFilesOnceEverybodyHasSigned() {
    Bidder left = bidder();
    Bidder lost = bidder();
    Bidder alsoLost = bidder();
    Bidder bidder = bidder();
    backUp(bidder);
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.ready(platform, opening, left, lost, alsoLost);
    WithTreeKey bid = sealedWithTreeKey(opening, 100, bidder);
    UUID envelope = bid.draft().envelopeId();
    open(opening);
    assertThat(file(bidder, bid).problem(409)).isEqualTo("lock-not-released");

    assertThat(propose(committee, opening, lost.personId()).problem(409))
        .isEqualTo("quorum-not-lost");
    propose(committee, opening, lost.personId(), alsoLost.personId()).expect(200);
    assertThat(asMember(committee, lost, opening).problem(409)).isEqualTo("lock-state-forbids");
    asMember(committee, left, opening).expect(200);
    assertThat(committee.state()).isEqualTo("WAIVED");
    assertThat(propose(committee, opening, lost.personId()).problem(409))
        .isEqualTo("lock-state-forbids");
    assertThat(file(bidder, bid).problem(409)).isEqualTo("waiver-not-signed");

    asBidder(committee, bidder, opening, envelope).expect(200);
    file(bidder, bid).expect(200);
    assertThat(show(envelope).path("state").asString()).isEqualTo("OPENED_BY_FALLBACK");
    assertThat(LockTraces.kinds(record(opening)))
        .containsSubsequence("LOCK_WAIVED", "BID_LOCK_WAIVED", "BID_OPENED_BY_FALLBACK");
    LockTraces.goldenEvents(committee.lockId(), 10, "waived");
  }

  @Test
  void aBidThatNobodyCouldOpenForTheLockIsNotItsBiddersFault() {
    Bidder bidder = bidder();
    backUp(bidder);
    UUID opening = Committee.opening(platform);
    Committee.ready(platform, opening, bidder(), bidder());
    Draft bid = sealed(opening, 100, bidder);
    end(opening);
    JsonNode concluded =
        platform.post("/openings/" + opening + "/conclusion", Map.of()).expect(200);

    JsonNode verdict = concluded.path("verdicts").path(0);
    assertThat(verdict.path("envelopeId").asString()).isEqualTo(bid.envelopeId().toString());
    assertThat(verdict.path("reason").asString()).isEqualTo("LOCK_NOT_RELEASED");
    assertThat(verdict.path("outcome").asString()).isEqualTo("RECALLED");
  }

  private Api.Answer propose(Committee committee, UUID opening, UUID... lost) {
    return platform.put(
        "/openings/" + opening + "/event-locks/waiver",
        Map.of("lockId", committee.lockId(), "reason", "Two members are ill", "lost", lost));
  }

  private static Api.Answer asMember(Committee committee, Bidder signer, UUID opening) {
    UUID session = committee.session(signer, "WAIVE");
    return begun(
        committee,
        signer,
        opening,
        Map.of("lockId", committee.lockId(), "sessionId", session),
        "signature");
  }

  private Api.Answer asBidder(Committee committee, Bidder signer, UUID opening, UUID envelope) {
    UUID session = session(envelope, signer, "WAIVE");
    return begun(
        committee,
        signer,
        opening,
        Map.of("lockId", committee.lockId(), "sessionId", session, "envelopeId", envelope),
        "bid-signature");
  }

  private static Api.Answer begun(
      Committee committee, Bidder signer, UUID opening, Map<String, UUID> wish, String last) {
    Api.Answer begun =
        signer.api().put("/openings/" + opening + "/event-locks/waiver/statement", wish);
    if (begun.status() != 200) {
      return begun;
    }
    UUID session = UUID.fromString(begun.json().path("sessionId").asString());
    return committee.sign(signer, "waiver/statement/" + last, session, begun.json());
  }

  private static Api.Answer file(Bidder bidder, WithTreeKey bid) {
    return bidder.api().fallback(bid.draft().envelopeId(), bid.treeKey(), bid.draft().file());
  }
}
