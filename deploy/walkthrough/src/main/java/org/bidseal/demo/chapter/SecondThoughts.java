package org.bidseal.demo.chapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.TenderChange;
import org.bidseal.smcrypto.Sm3Hash;
import tools.jackson.databind.JsonNode;

/// Before the deadline a bidder takes a bid back, and the platform changes its tender.
final class SecondThoughts {
  private static final String ADDENDUM = "Addendum 1: the road is one kilometre longer.";

  private final Stage stage;
  private final People people;
  private final Desk desk;

  SecondThoughts(Stage stage, People people, Desk desk) {
    this.stage = stage;
    this.people = people;
    this.desk = desk;
  }

  /// Takes a sealed bid back.
  void takeBack(SealedBid bid) {
    UUID session = desk.showRetraction(bid.envelopeId());
    confirm(session);
    JsonNode retracted =
        people.owner().acts().retract(bid.envelopeId(), session, people.ownerPin());
    require(retracted.path("state").asString().equals("RETRACTED"), "the bid was not taken back");
    desk.awaitEnd(session);
  }

  /// Changes the tender; the bidder stands by his bid, once he has read what changed.
  void standBy(SealedBid bid) {
    desk.changeTender(bid.openingId(), "Addendum 1", Sm3Hash.of(ADDENDUM.getBytes(UTF_8)));
    TenderChange read = people.owner().acts().changes(bid.openingId()).getLast();
    require(
        read.documentSm3().equals(Sm3Hash.of(ADDENDUM.getBytes(UTF_8))),
        "the document that was read is not the one that the change names");
    UUID session = desk.showConfirmation(bid.envelopeId());
    confirm(session);
    people.owner().acts().confirm(bid.envelopeId(), session, read, people.ownerPin());
    desk.awaitEnd(session);
  }

  /// Tries to open a bid that was taken back.
  void refusedAsTakenBack(SealedBid bid) {
    stage
        .story()
        .refused(
            "opening the bid that was taken back",
            "envelope-state-forbids",
            () -> desk.showDecryption(bid.envelopeId()));
  }

  private void confirm(UUID session) {
    people.owner().sessions().scan(desk.code(session));
    people.owner().sessions().confirm(session);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StoryException(otherwise);
    }
  }
}
