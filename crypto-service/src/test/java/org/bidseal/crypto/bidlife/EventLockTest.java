package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.lock.BadPieceException;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.smcrypto.sm2.Sm2Encryption;
import org.bidseal.testsupport.Awaiting;
import org.bidseal.testsupport.GoldenEvents;
import org.bidseal.testsupport.PublishedEvents;
import org.bidseal.verifier.Verifier;
import org.bidseal.verifier.finding.Language;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A committee holds the outer lock of an opening's bids.
class EventLockTest extends BidTest {
  @Autowired private ShareCustody custody;
  @Autowired private SplitKeys keys;

  @Test
  void bidsOpenWhenTwoOfThreeHaveReleasedTheLockAndNotBefore() {
    Bidder centre = bidder();
    Bidder supervisor = bidder();
    Bidder notary = bidder();
    Bidder bidder = backedUp();
    UUID opening = Committee.opening(platform);
    UUID envelope = announce(opening, bidder, 100, "BIDDER");
    UUID session = session(envelope, bidder, "ENCRYPT");
    assertThat(bidder.address(envelope, session, bidder.encryptionCertificate()).problem(409))
        .isEqualTo("lock-not-ready");

    Committee committee =
        Committee.named(platform, opening, "EVENT", 2, centre, supervisor, notary);
    assertThat(committee.state()).isEqualTo("FORMING");
    committee.draw();
    assertThat(committee.state()).isEqualTo("READY");
    assertThat(committee.signatures()).containsEntry("CONTRIBUTION", 3L);
    assertThat(committee.signatures()).containsEntry("CONFIRMATION", 3L);
    assertThat(committee.show().path("lockKey").asString())
        .isEqualTo(committee.transcript().lockKey().hex());

    Draft bid = new Draft(opening, envelope, session, Desk.file(100));
    Desk.SealedFile sealed = describe(bid, address(bid, bidder));
    upload(bid, sealed.content()).expect(200);
    opensInTenSeconds(opening);
    bidder.sign(envelope, session).expect(200);
    Awaiting.until("the opening's time", () -> isOpened(opening));
    UUID opens = session(envelope, bidder, "DECRYPT");
    String bidderKey = bidder.fileKey(envelope, opens);
    assertThat(bidder.contentKey(envelope, opens, bidderKey).problem(409))
        .isEqualTo("lock-not-released");

    committee.release(notary);
    assertThat(committee.show().path("sharesGiven").asInt()).isEqualTo(1);
    assertThat(bidder.contentKey(envelope, opens, bidderKey).problem(409))
        .isEqualTo("lock-not-released");
    committee.release(centre);
    assertThat(committee.state()).isEqualTo("RELEASED");
    bidder.contentKey(envelope, opens, bidderKey).expect(202);
    awaitState(envelope, "DECRYPTED");
    assertThat(platform.get("/envelopes/" + envelope + "/plaintext").body()).isEqualTo(bid.file());

    assertThat(kinds(opening))
        .containsSubsequence("OPENING_REGISTERED", "LOCK_READY", "BID_SEALED", "LOCK_RELEASED");
    assertThat(faults(opening)).isEmpty();
    assertThat(secrets(committee)).isEqualTo(1);
    end(opening);
    platform.post("/openings/" + opening + "/conclusion", Map.of()).expect(200);
    assertThat(secrets(committee)).isZero();
    goldenEvents(committee.lockId(), 9, "begun", "step-done", "ready", "released");
  }

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
    goldenEvents(committee.lockId(), 6, "failed");
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

  /// Bidder, operator and platform put together what they have: all rows, all server shares, the
  /// bidder's key, and the answers that the server gave.
  @Test
  void bidderOperatorAndPlatformTogetherCannotOpenEarly() {
    Bidder one = bidder();
    Bidder two = bidder();
    Bidder three = bidder();
    Bidder bidder = backedUp();
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.ready(platform, opening, one, two, three);
    Draft bid = draft(opening, bidder, 100, "BIDDER");
    seal(bid, bidder);

    UUID early = committee.session(one, "RELEASE");
    assertThat(committee.step(one, "release", early, Map.of()).problem(403))
        .isEqualTo("lock-not-due");
    assertThat(committee.askFor(one, early, "share", committee.share(one)).problem(403))
        .isEqualTo("lock-not-due");
    assertThat(
            committee
                .askFor(one, committee.session(one, "DRAW"), "1", piece(committee, 1))
                .problem(409))
        .isEqualTo("lock-state-forbids");
    assertThat(committee.give(one, early, Scalar.random(TestPhone.RANDOM)).problem(403))
        .isEqualTo("lock-not-due");

    Insiders insiders = new Insiders(this::serverShare, platform, bidder);
    assertThat(insiders.tryToOpen(committee, bid.envelopeId())).isEmpty();

    open(opening);
    UUID due = committee.session(one, "RELEASE");
    assertThat(committee.askFor(one, due, "share", committee.share(one)).problem(403))
        .isEqualTo("release-not-signed");
    committee.step(one, "release", due, Map.of()).expect(200);
    assertThat(committee.give(one, due, Scalar.random(TestPhone.RANDOM)).problem(422))
        .isEqualTo("share-not-valid");
    committee.release(one);
    assertThat(insiders.tryToOpen(committee, bid.envelopeId())).isEmpty();
  }

  @Test
  void aReleaseSignedForAnEarlierTimeIsVoidAfterAPostponement() {
    Bidder one = bidder();
    Bidder two = bidder();
    UUID opening = Committee.opening(platform);
    Committee committee = Committee.ready(platform, opening, one, two);
    open(opening);
    UUID session = committee.session(one, "RELEASE");
    committee.step(one, "release", session, Map.of()).expect(200);

    move(opening, "-1 second", "10 minutes");
    assertThat(committee.askFor(one, session, "share", committee.share(one)).problem(403))
        .isEqualTo("lock-not-due");
    open(opening);
    assertThat(committee.askFor(one, session, "share", committee.share(one)).problem(403))
        .isEqualTo("release-not-signed");
    committee.release(one);
    committee.release(two);
    assertThat(committee.state()).isEqualTo("RELEASED");
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
    seal(bid, bidder);

    assertThat(Committee.name(platform, opening, "EVENT", 2, stays, leaves).problem(409))
        .isEqualTo("lock-in-use");
    assertThat(second.state()).isEqualTo("READY");
  }

  @Test
  void aRehearsalReleasesALockOfItsOwnAndNeverTheRealOne() {
    Bidder one = bidder();
    Bidder two = bidder();
    UUID opening = Committee.opening(platform);
    Committee real = Committee.ready(platform, opening, one, two);
    Committee drill = Committee.named(platform, opening, "DRILL", 2, one, two);
    drill.draw();
    assertThat(real.state()).isEqualTo("READY");
    drill.release(one);
    drill.release(two);

    assertThat(drill.state()).isEqualTo("RELEASED");
    for (JsonNode member : drill.show().path("members")) {
      assertThat(Instant.parse(member.path("shareGivenAt").asString()))
          .isAfter(Instant.now().minusSeconds(300));
    }
    assertThat(secrets(drill)).isZero();
    assertThat(real.state()).isEqualTo("READY");
    assertThat(real.show().path("sharesGiven").asInt()).isZero();
    assertThat(drill.show().path("lockKey")).isNotEqualTo(real.show().path("lockKey"));
    open(opening);
    assertThat(kinds(opening)).contains("LOCK_READY").doesNotContain("LOCK_RELEASED");
    assertThat(Committee.name(platform, opening, "DRILL", 2, one, two).status()).isEqualTo(409);
  }

  private Scalar serverShare(UUID keyId) {
    return custody.open(Objects.requireNonNull(keys.find(keyId).block())).exposeD2();
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

  private static Sm2Ciphertext piece(Committee committee, int position) {
    return committee.transcript().contribution(1).pieces().get(position - 1);
  }

  private void seal(Draft bid, Bidder bidder) {
    Desk.SealedFile sealed = describe(bid, address(bid, bidder));
    upload(bid, sealed.content()).expect(200);
    bidder.sign(bid.envelopeId(), bid.sessionId()).expect(200);
  }

  private void opensInTenSeconds(UUID opening) {
    Instant soon = Instant.now().plusSeconds(10);
    platform
        .post(
            "/openings/" + opening + "/reschedulings",
            Map.of("deadline", soon, "opensAt", soon, "reason", "All are here"))
        .expect(200);
  }

  private boolean isOpened(UUID opening) {
    return platform
        .get("/openings/" + opening)
        .expect(200)
        .path("state")
        .asString()
        .equals("OPENED");
  }

  /// What an offline verifier has against the opening's record.
  private List<String> faults(UUID opening) {
    byte[] record = platform.get("/openings/" + opening + "/record").body();
    try {
      return Verifier.verify(record, List.of(Neighbours.get().authority().root()), Map.of())
          .faults(Language.ENGLISH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> kinds(UUID opening) {
    return record(opening)
        .path("entries")
        .valueStream()
        .map(entry -> entry.path("kind").asString())
        .toList();
  }

  /// How many secrets of a lock are stored.
  private long secrets(Committee committee) {
    Long secrets =
        database
            .sql(
                "select (select count(secret) from event_lock where lock_id = :lock)"
                    + " + (select count(share) from event_lock_member where lock_id = :lock)")
            .bind("lock", committee.lockId())
            .mapValue(Long.class)
            .one()
            .block();
    return secrets == null ? 0 : secrets;
  }

  private static void goldenEvents(UUID lockId, int most, String... names) {
    Awaiting.untilAsserted(() ->
        assertThat(PublishedEvents.about("bidseal.crypto", lockId))
            .hasSizeGreaterThanOrEqualTo(most));
    Map<String, JsonNode> byType = new TreeMap<>();
    PublishedEvents.about("bidseal.crypto", lockId)
        .forEach(event -> byType.put(event.path("type").asString(), event));
    for (String name : names) {
      JsonNode event = byType.get("org.bidseal.crypto.event-lock-" + name + ".v1");
      GoldenEvents.verify(Objects.requireNonNull(event, name));
    }
  }
}
