package org.bidseal.crypto.bidlife;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bidseal.crypto.key.ShareCustody;
import org.bidseal.crypto.key.SplitKeys;
import org.bidseal.crypto.testkit.TestPhone;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.bidseal.testsupport.Awaiting;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// A committee holds the outer lock of an opening's bids, and releases it.
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

    assertThat(LockTraces.kinds(record(opening)))
        .containsSubsequence("OPENING_REGISTERED", "LOCK_READY", "BID_SEALED", "LOCK_RELEASED");
    assertThat(OfflineCheck.faults(platform, opening)).isEmpty();
    assertThat(secrets(committee)).isEqualTo(1);
    end(opening);
    platform.post("/openings/" + opening + "/conclusion", Map.of()).expect(200);
    assertThat(secrets(committee)).isZero();
    LockTraces.goldenEvents(committee.lockId(), 9, "begun", "step-done", "ready", "released");
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
    Draft bid = sealed(opening, 100, bidder);

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
    assertThat(LockTraces.kinds(record(opening)))
        .contains("LOCK_READY")
        .doesNotContain("LOCK_RELEASED");
    assertThat(Committee.name(platform, opening, "DRILL", 2, one, two).status()).isEqualTo(409);
  }

  private Scalar serverShare(UUID keyId) {
    return custody.open(Objects.requireNonNull(keys.find(keyId).block())).exposeD2();
  }

  private static Sm2Ciphertext piece(Committee committee, int position) {
    return committee.transcript().contribution(1).pieces().get(position - 1);
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
}
