package org.bidseal.demo.chapter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.demo.cast.CommitteeMember;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.CommitteeDesk;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.Story;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.AnnouncedCommittee;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.smcrypto.envelope.EnvelopeException;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeOpener;
import org.bidseal.smcrypto.envelope.FileKey;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import tools.jackson.databind.JsonNode;

/// A bid that three of a committee's five members must release (docs/event-lock.md).
final class Locking {
  private static final int THRESHOLD = 3;

  /// Enough to seal a bid in; the opening is postponed by the second of them.
  private static final Duration TO_SEAL = Duration.ofSeconds(20);

  private static final Duration POSTPONEMENT = Duration.ofSeconds(2);

  private final Stage stage;
  private final Story story;
  private final People people;
  private final Desk desk;
  private final CommitteeDesk committees;
  private final Bidding bidding;
  private final Opening opening;

  Locking(Stage stage, People people, Desk desk, Bidding bidding, Opening opening) {
    this.stage = stage;
    this.story = stage.story();
    this.people = people;
    this.desk = desk;
    this.committees = desk.committees();
    this.bidding = bidding;
    this.opening = opening;
  }

  /// A bid under its committee's lock.
  ///
  /// @param firstTime the opening's time before it was postponed
  /// @param opensAt its time now
  record LockedBid(
      SealedBid bid,
      UUID lockId,
      List<CommitteeMember> members,
      Instant firstTime,
      Instant opensAt) {}

  /// Draws a lock, seals a bid under it, and postpones the opening.
  ///
  /// @param notBefore when the opening should be, if that is not too soon
  LockedBid seal(Path bid, Instant notBefore) {
    List<CommitteeMember> members =
        story.step(
            "five people of five organisations sign up, to be a tender's committee",
            () -> CommitteeMember.enrol(stage));
    Instant later = now().plus(Duration.ofHours(1));
    UUID openingId = committees.registerOpening("LOT-7", later, later);
    UUID lockId =
        story.step(
            "the platform names them: any three of the five will open lot 7",
            () -> committees.name(openingId, THRESHOLD, seats(members)));
    String seen = draw(openingId, lockId, members);
    Instant opensAt = notBefore.isAfter(now().plus(TO_SEAL)) ? notBefore : now().plus(TO_SEAL);
    Instant first =
        committees.reschedule(openingId, opensAt, opensAt, "The committee has drawn its lock");
    SealedBid sealed =
        bidding.onTheBiddersSide(
            openingId,
            bid,
            bidding.ownRecipient(),
            "locked",
            () -> checkLock(openingId, members, seen));
    story.note("so lies the bid of lot 7 under the lock");
    refuseEarly(sealed, lockId, members.getFirst(), first);
    Instant postponed =
        story.step(
            "the opening is postponed",
            () ->
                committees.reschedule(
                    openingId, first, first.plus(POSTPONEMENT), "The notary is on his way"));
    return new LockedBid(sealed, lockId, members, first, postponed);
  }

  private static List<CommitteeDesk.Seat> seats(List<CommitteeMember> members) {
    return members.stream()
        .map(member -> new CommitteeDesk.Seat(member.certificateId(), member.seat().role()))
        .toList();
  }

  private String draw(UUID openingId, UUID lockId, List<CommitteeMember> members) {
    story.step(
        "each phone draws a secret and sends every other a piece of it",
        () ->
            members.forEach(member -> {
              UUID session = scan(openingId, lockId, member, "DRAW");
              member.phone().committee().contribute(openingId, lockId, session, member.pin());
              desk.awaitEnd(session);
            }));
    Set<String> seen =
        story.step(
            "each opens its pieces, blindly helped by the server, checks and confirms them",
            () -> {
              Set<String> codes = new HashSet<>();
              for (CommitteeMember member : members) {
                UUID session = scan(openingId, lockId, member, "DRAW");
                codes.add(
                    member.phone().committee().confirm(openingId, lockId, session, member.pin()));
                desk.awaitEnd(session);
              }
              return codes;
            });
    if (seen.size() != 1) {
      throw new StoryException("the committee's phones show different codes: " + seen);
    }
    require("READY", openingId);
    String code = seen.iterator().next();
    story.note("all five show " + code + "; nobody has the lock's key");
    return code;
  }

  private void checkLock(UUID openingId, List<CommitteeMember> members, String seen) {
    AnnouncedCommittee others = announced(openingId, members.subList(0, THRESHOLD));
    story.seenThrough(
        "a lock of others than the tender's documents name",
        () -> people.owner().bids().checkLock(others));
    story.step(
        "the bidder's phone checks lock, members and signatures against the tender's documents",
        () -> compare(seen, people.owner().bids().checkLock(announced(openingId, members))));
  }

  private static AnnouncedCommittee announced(UUID openingId, List<CommitteeMember> members) {
    return new AnnouncedCommittee(
        openingId,
        THRESHOLD,
        members.stream()
            .map(member -> new AnnouncedCommittee.Seat(member.seat().role(), member.seat().uscc()))
            .toList());
  }

  private static void compare(String members, String bidder) {
    if (!members.equals(bidder)) {
      throw new StoryException("bidder and committee see different locks");
    }
  }

  private void refuseEarly(SealedBid sealed, UUID lockId, CommitteeMember member, Instant opensAt) {
    opening.refused("opening the locked bid before its time", "opening-not-open", sealed);
    story.refused(
        "a member who would release the lock before its time",
        "lock-not-due",
        () -> release(sealed.openingId(), lockId, member, opensAt));
  }

  /// Opens it, once its time has come and three members have released the lock.
  Path open(LockedBid locked) {
    SealedBid bid = locked.bid();
    List<CommitteeMember> members = locked.members();
    story.waitUntil("the opening of lot 7", locked.opensAt());
    story.step(
        "bidder, operator and platform put together what they have: half a key opens nothing",
        () -> tryHalfAKey(bid));
    refusedBehindTheLock("the three of them hand that half in", bid);
    story.seenThrough(
        "a member who knows of the time before the postponement only",
        () -> release(bid.openingId(), locked.lockId(), members.get(0), locked.firstTime()));
    story.step(
        "two members release the lock",
        () ->
            members
                .subList(1, THRESHOLD)
                .forEach(
                    member -> release(bid.openingId(), locked.lockId(), member, locked.opensAt())));
    refusedBehindTheLock("two of five are too few", bid);
    story.step(
        "the third releases it",
        () -> release(bid.openingId(), locked.lockId(), members.getLast(), locked.opensAt()));
    require("RELEASED", bid.openingId());
    Path opened =
        story.step(
            "lot 7 opens, the plaintext equals the original",
            () ->
                opening.open(
                    bid,
                    people.owner(),
                    BackingUp.ownerKey(people),
                    people.ownerPin(),
                    "opened-lot-7"));
    story.step(
        "its record, with all that the committee signed, is checked offline",
        () -> {
          opening.saveRecord(bid, Opening.RECORD_OF_LOCKED);
          opening.verifyRecord(bid, Opening.RECORD_OF_LOCKED, opened);
        });
    return opened;
  }

  private void refusedBehindTheLock(String text, SealedBid bid) {
    opening.refused(text, "lock-not-released", bid);
  }

  /// The bidder's phone and the operator's server decrypt what is sealed to the bidder; the
  /// platform has the envelope.
  private void tryHalfAKey(SealedBid bid) {
    Phone phone = people.owner();
    HeldKey key = phone.keyRing().find(BackingUp.ownerKey(people)).orElseThrow().key();
    UUID session = desk.showDecryption(bid.envelopeId());
    bidding.scanAndConfirm(phone, session);
    byte[] half =
        phone
            .splitKeys()
            .coDecrypt(
                key,
                people.ownerPin(),
                session,
                bid.envelopeId(),
                phone.bids().entry(bid.envelopeId(), key).encryptedKey());
    EnvelopeHeader header =
        EnvelopeHeader.parse(
            Base64.getDecoder().decode(desk.envelope(bid.envelopeId()).path("header").asString()));
    try (FileKey guess = FileKey.of(half);
        var _ = new EnvelopeOpener(new BouncyCastleSm4Gcm()).unlock(header, guess)) {
      throw new StoryException("half a key opened the bid");
    } catch (EnvelopeException shut) {
      story.note("they get: " + shut.getMessage());
    } finally {
      Arrays.fill(half, (byte) 0);
    }
  }

  private void release(UUID openingId, UUID lockId, CommitteeMember member, Instant opensAt) {
    UUID session = scan(openingId, lockId, member, "RELEASE");
    member.phone().committee().release(openingId, lockId, session, opensAt, member.pin());
    desk.awaitEnd(session);
  }

  private UUID scan(UUID openingId, UUID lockId, CommitteeMember member, String step) {
    UUID session = committees.show(openingId, lockId, member.phone().personId(), step);
    bidding.scanAndConfirm(member.phone(), session);
    return session;
  }

  private void require(String state, UUID openingId) {
    JsonNode lock = committees.newest(openingId);
    if (!lock.path("state").asString().equals(state)) {
      throw new StoryException("the lock is " + lock.path("state") + " and not " + state);
    }
  }

  private Instant now() {
    return stage.gateway().clock().instant();
  }
}
