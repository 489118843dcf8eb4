package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.lock.BadPieceException;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.junit.jupiter.api.Test;

/// A committee draws the lock of an opening, or another one in its place.
class LockDrawingTest extends BidTest {
  @Test
  void whoSendsAFalsePieceIsFoundOutAndTheLockIsDrawnAnew() {
    Bidder honest = bidder();
    Bidder cheater = bidder();
    Bidder third = bidder();
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.named(platform, opening, "EVENT", 2, honest, cheater, third);
    committee.contribute(honest);
    committee.contribute(cheater, drawn -> withFalsePiece(drawn, honest)).expect(200);
    committee.contribute(third);
    UUID session = committee.session(honest, "DRAW");
    LockTranscript transcript = committee.transcript();
    List<Scalar> pieces = committee.pieces(honest, session, transcript);
    assertThatThrownBy(() -> transcript.share(1, pieces))
        .isInstanceOfSatisfying(
            BadPieceException.class, bad -> assertThat(bad.dealer()).isEqualTo(2));
    committee.step(honest, "complaint", session, Map.of("dealer", 2)).expect(200);

    assertThat(committee.state()).isEqualTo("FAILED");
    assertThat(committee.signatures()).containsEntry("COMPLAINT", 1L);
    Committee next = Committee.ready(platform, opening, honest, bidder(), third);
    assertThat(next.state()).isEqualTo("READY");
    LockTraces.goldenEvents(committee.lockId(), 6, "failed");
  }

  @Test
  void aContributionOfAnotherLockOrWithoutProofIsRefused() {
    Bidder one = bidder();
    Bidder two = bidder();
    UUID opening = Committee.opening(platform);
    Committee first = Committee.named(platform, opening, "EVENT", 2, one, two);
    LockContribution ofFirst = LockContribution.draw(first.terms(), 1, TestPhone.RANDOM);
    Committee second = Committee.named(platform, opening, "EVENT", 2, one, two);
    assertThat(first.state()).isEqualTo("REPLACED");
    assertThat(second.contribute(one, _ -> ofFirst).problem(422))
        .isEqualTo("contribution-not-valid");
    assertThat(
            second
                .contribute(
                    one,
                    drawn ->
                        new LockContribution(ofFirst.commitments(), drawn.proof(), drawn.pieces()))
                .problem(422))
        .isEqualTo("contribution-not-valid");
    assertThat(
            second
                .step(
                    one,
                    "contribution",
                    second.session(one, "RELEASE"),
                    Map.of("contribution", Committee.base64(ofFirst.bytes())))
                .status())
        .isIn(409, 422);
    assertThat(Committee.name(platform, opening, "EVENT", 2, one, one).problem(422))
        .isEqualTo("committee-not-valid");
    assertThat(Committee.name(platform, opening(), "EVENT", 2, one, two).problem(409))
        .isEqualTo("lock-not-required");
  }

  @Test
  void aMemberIsReplacedUntilABidIsSealed() {
    Bidder stays = bidder();
    Bidder leaves = bidder();
    Bidder comes = bidder();
    Bidder bidder = backedUp();
    UUID opening = Committee.opening(platform);
    Committee first = Committee.ready(platform, opening, stays, leaves);
    Draft bid = draft(opening, bidder, 100, "BIDDER");
    Desk.SealedFile underFirst = describe(bid, address(bid, bidder));
    Committee second = Committee.ready(platform, opening, stays, comes);
    assertThat(first.state()).isEqualTo("REPLACED");
    upload(bid, underFirst.content());
    assertThat(bidder.sign(bid.envelopeId(), bid.sessionId()).problem(422))
        .isEqualTo("header-lock-differs");
    assertThat(
            platform
                .put("/envelopes/" + bid.envelopeId() + "/header", underFirst.description())
                .problem(422))
        .isEqualTo("header-lock-differs");
    upload(bid, describe(bid, address(bid, bidder)).content()).expect(200);
    bidder.sign(bid.envelopeId(), bid.sessionId()).expect(200);

    assertThat(Committee.name(platform, opening, "EVENT", 2, stays, leaves).problem(409))
        .isEqualTo("lock-in-use");
    assertThat(second.state()).isEqualTo("READY");
  }

  private static LockContribution withFalsePiece(LockContribution drawn, Bidder victim) {
    List<Sm2Ciphertext> pieces = new ArrayList<>(drawn.pieces());
    pieces.set(
        0,
        Sm2Encryption.encrypt(
            victim.encryption().publicKey(),
            Scalar.random(TestPhone.RANDOM).exposeBytes(),
            TestPhone.RANDOM));
    return new LockContribution(drawn.commitments(), drawn.proof(), pieces);
  }
}
