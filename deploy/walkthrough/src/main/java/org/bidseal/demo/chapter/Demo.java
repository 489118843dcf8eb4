package org.bidseal.demo.chapter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.Story;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Point;

/// The life of one bid, from sign-up to opening, and of seven more: sealed by the service, opened
/// with a recovered key, opened by a colleague, taken back, opened by the file itself, held back by
/// a committee's lock, opened with a key that came back in pieces.
public final class Demo {
  private final Stage stage;
  private final Path document;
  private final Path bid;
  private final Duration untilOpening;

  public Demo(Stage stage, Path document, Path bid, Duration untilOpening) {
    this.stage = stage;
    this.document = document;
    this.bid = bid;
    this.untilOpening = untilOpening;
  }

  /// Bids and the moment at which they can be opened.
  private record Sealed(
      SealedBid first,
      SealedBid byServer,
      SealedBid forRecovery,
      SealedBid forColleague,
      SealedBid takenBack,
      SealedBid forFallback,
      SealedBid forPieces,
      Instant earlyOpening,
      Instant mainOpening) {}

  public void run() {
    Story story = stage.story();
    People people = People.enrol(stage);
    Desk desk = Binding.bind(stage, people);
    UUID seal = SealMaking.make(stage, people);
    DocumentSigning.sign(stage, people, desk, seal, document);
    UUID keyId = BackingUp.ownerKey(people);
    Bidding bidding = new Bidding(stage, people, desk);
    UUID backup = backUp(people, desk, bidding, keyId);
    SecondThoughts thoughts = new SecondThoughts(stage, people, desk);
    Sealed sealed = sealBids(desk, bidding, thoughts);
    HandingOver.toColleague(story, people);
    Opening opening = new Opening(stage, people, desk);
    story.chapter("6  The opening, and until then a committee's lock");
    opening.refusedEarly(sealed.first());
    Locking locking = new Locking(stage, people, desk, bidding, opening);
    Locking.LockedBid locked = locking.seal(bid, sealed.mainOpening());
    openBids(people, opening, sealed, keyId);
    openByFile(opening, thoughts, sealed);
    locking.open(locked);
    losePhone(people, opening, sealed, keyId, backup);
    story.end("Done. Signed PDF, receipts, envelopes and opening record are in " + stage.output());
    Path output = stage.output();
    story.note(
        "Check the record yourself: deploy/verify-record %s --trust %s --plaintext %s=%s"
            .formatted(
                output.resolve(Opening.RECORD),
                output.resolve(Opening.ROOT),
                sealed.first().envelopeId(),
                output.resolve("opened-lot-1")));
  }

  private UUID backUp(People people, Desk desk, Bidding bidding, UUID keyId) {
    Story story = stage.story();
    story.chapter("5  A bid is sealed");
    Instant soon = stage.gateway().clock().instant().plus(Duration.ofHours(1));
    UUID opening =
        story.step(
            "the platform registers an opening (deadline, opening time, window)",
            () -> desk.registerOpening("LOT-0", soon, soon));
    bidding.refusedWithoutBackup(opening, bid);
    BackingUp.endorse(story, people);
    return BackingUp.toColleague(story, people, people.owner(), people.ownerPin(), keyId);
  }

  private Sealed sealBids(Desk desk, Bidding bidding, SecondThoughts thoughts) {
    Story story = stage.story();
    Instant main = stage.gateway().clock().instant().plus(untilOpening);
    Instant early = main.minus(untilOpening.dividedBy(3));
    UUID lot1 = desk.registerOpening("LOT-1", main, main);
    UUID lot2 = desk.registerOpening("LOT-2", early, early);
    UUID lot3 = desk.registerOpening("LOT-3", main, main);
    UUID lot4 = desk.registerOpening("LOT-4", main, main);
    SealedBid first =
        story.step(
            "the desk seals "
                + bid.getFileName()
                + " for both, the phone co-signs, ciphertext goes up",
            () -> bidding.onTheBiddersSide(lot1, bid, bidding.bothRecipients(), "bid"));
    SealedBid byServer =
        story.step(
            "another bid is sealed by the service, as the platform's setting allows",
            () -> bidding.onTheServersSide(lot2, bid, "server-sealed"));
    SealedBid forRecovery =
        story.step(
            "a third, for the owner's key only",
            () -> bidding.onTheBiddersSide(lot3, bid, bidding.ownRecipient(), "third"));
    story.step(
        "owner and colleague rehearse opening it: both phones open a canary, the bid stays shut",
        () -> bidding.rehearse(forRecovery));
    SealedBid forColleague =
        story.step(
            "and a fourth",
            () -> bidding.onTheBiddersSide(lot4, bid, bidding.ownRecipient(), "fourth"));
    UUID lot5 = desk.registerOpening("LOT-5", main, main);
    SealedBid takenBack =
        story.step(
            "a fifth",
            () -> bidding.onTheBiddersSide(lot5, bid, bidding.ownRecipient(), "taken-back"));
    story.step(
        "which is taken back before the deadline: one scan, one co-signature",
        () -> thoughts.takeBack(takenBack));
    SealedBid forFallback =
        story.step(
            "and another one in its place",
            () -> bidding.onTheBiddersSide(lot5, bid, bidding.ownRecipient(), "fifth"));
    UUID lot6 = desk.registerOpening("LOT-6", main, main);
    SealedBid forPieces =
        story.step(
            "and a sixth",
            () -> bidding.onTheBiddersSide(lot6, bid, bidding.ownRecipient(), "sixth"));
    story.step(
        "the tender of lot 1 changes, and its bid is confirmed: one scan, one co-signature",
        () -> thoughts.standBy(first));
    return new Sealed(
        first, byServer, forRecovery, forColleague, takenBack, forFallback, forPieces, early, main);
  }

  private void openBids(People people, Opening opening, Sealed sealed, UUID keyId) {
    Story story = stage.story();
    story.waitUntil("the opening of lot 2", sealed.earlyOpening());
    opening.refusedByTheProof(sealed.byServer(), sealed.first());
    story.step(
        "lot 2 opens: scan, co-decrypt, the plaintext equals the original",
        () ->
            opening.open(
                sealed.byServer(), people.owner(), keyId, people.ownerPin(), "opened-lot-2"));
    story.waitUntil("the opening of lot 1", sealed.mainOpening());
    Path opened =
        story.step(
            "lot 1 opens, the plaintext equals the original",
            () ->
                opening.open(
                    sealed.first(), people.owner(), keyId, people.ownerPin(), "opened-lot-1"));
    story.step(
        "the opening record is signed and timestamped",
        () -> opening.saveRecord(sealed.first(), Opening.RECORD));
    story.step(
        "and checked offline: chain, signatures, timestamps, what was opened is what was sealed",
        () -> opening.verifyRecord(sealed.first(), Opening.RECORD, opened));
  }

  private void openByFile(Opening opening, SecondThoughts thoughts, Sealed sealed) {
    thoughts.refusedAsTakenBack(sealed.takenBack());
    stage
        .story()
        .step(
            "lot 5 opens without any key: by the file itself, and the tree key of the bidder's copy",
            () -> opening.openByFile(sealed.forFallback(), "fifth", "opened-lot-5"));
  }

  private void losePhone(People people, Opening opening, Sealed sealed, UUID keyId, UUID backup) {
    Story story = stage.story();
    story.chapter("7  The phone is lost");
    Phone lost = people.owner();
    Point publicKey = lost.keyRing().find(keyId).orElseThrow().key().publicKey();
    Pin newPin = Pin.of("New4410z");
    Phone fresh =
        story.step(
            "the owner logs in on a new phone and asks for his key",
            () -> People.login(stage, stage.cast().legalRepresentative(), "new phone"));
    UUID recovery = fresh.recoveries().requestRecovery(backup);
    String code =
        story.step(
            "the colleague confirms and passes the half on to the new phone",
            () -> people.colleague().recoveries().confirmRecovery(recovery, people.colleaguePin()));
    story.note("both phones show " + code);
    story.step(
        "the new phone imports it and refreshes both halves",
        () -> fresh.recoveries().importRecovered(recovery, publicKey, newPin));
    opening.refusedWithDeadShare(sealed.forRecovery(), lost, keyId, people.ownerPin());
    story.step(
        "lot 3 opens with the recovered key",
        () -> opening.open(sealed.forRecovery(), fresh, keyId, newPin, "opened-lot-3"));
    BackingUp.toColleague(story, people, fresh, newPin, keyId);
    story.step(
        "lot 4 is opened by the colleague, with the backup, as herself",
        () ->
            opening.open(
                sealed.forColleague(),
                people.colleague(),
                keyId,
                people.colleaguePin(),
                "opened-lot-4"));
    new InPieces(stage, people, opening)
        .shareOutAndRecover(fresh, newPin, keyId, sealed.forPieces());
  }
}
