package org.bidseal.demo.chapter;

import java.util.List;
import java.util.UUID;
import org.bidseal.demo.cast.Cast;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.story.Story;
import org.bidseal.phone.Backups.Candidate;
import org.bidseal.phone.Phone;
import org.bidseal.phone.PiecesMissingException;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.Point;

/// A key whose owner trusts no single colleague with all of its half: two bring it back together.
final class InPieces {
  private static final Pin NEWEST_PIN = Pin.of("Six2047w");

  private final Stage stage;
  private final People people;
  private final Opening opening;

  InPieces(Stage stage, People people, Opening opening) {
    this.stage = stage;
    this.people = people;
    this.opening = opening;
  }

  /// Shares the key of a phone out, and brings it back on another one, which opens a bid.
  void shareOutAndRecover(Phone owner, Pin pin, UUID keyId, SealedBid bid) {
    Story story = stage.story();
    story.chapter("8  A key in pieces");
    Cast.Actor actor = stage.cast().secondColleague();
    Phone second = people.enrolAnother(stage, actor);
    second.backups().endorseTransportKey(Pin.of(actor.pin()));
    List<Phone> holders = List.of(people.colleague(), second);
    UUID backup =
        story.step(
            "the owner's phone shares its half out: a piece for each colleague, both are needed",
            () -> owner.quorumBackups().shareOut(keyId, 2, candidates(owner, keyId, holders), pin));
    story.step(
        "each colleague's phone opens its piece and proves it",
        () -> holders.forEach(holder -> holder.quorumBackups().verify(backup)));
    Point publicKey = owner.keyRing().find(keyId).orElseThrow().key().publicKey();
    Phone newest =
        story.step(
            "the owner's phone is gone again: he logs in on another one and asks for the pieces",
            () -> People.login(stage, stage.cast().legalRepresentative(), "newest phone"));
    UUID recovery = newest.quorumBackups().requestRecovery(backup);
    people.colleague().quorumBackups().confirmRecovery(recovery);
    story.refusedByThePhone(
        "bringing the key back with one piece",
        PiecesMissingException.class,
        () -> newest.quorumBackups().importRecovered(recovery, publicKey, NEWEST_PIN));
    story.step(
        "with the second piece the newest phone has the half again, and refreshes it",
        () -> {
          second.quorumBackups().confirmRecovery(recovery);
          newest.quorumBackups().importRecovered(recovery, publicKey, NEWEST_PIN);
        });
    story.step(
        "lot 6 opens with it", () -> opening.open(bid, newest, keyId, NEWEST_PIN, "opened-lot-6"));
  }

  private static List<Candidate> candidates(Phone owner, UUID keyId, List<Phone> holders) {
    return holders.stream()
        .map(holder -> owner.backups().candidate(keyId, holder.deviceId()))
        .toList();
  }
}
