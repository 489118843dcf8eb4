package org.bidseal.demo.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bidseal.bidsealing.BidSealing;
import org.bidseal.bidsealing.EnvelopeOrder;
import org.bidseal.bidsealing.SealedFile;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.Phone;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.evidence.PlainLeafHasher;
import org.bidseal.smcrypto.sm4.BouncyCastleSm4Gcm;
import tools.jackson.databind.JsonNode;

/// Bids are sealed.
public final class Bidding {
  private final Stage stage;
  private final People people;
  private final Desk desk;
  private final BidSealing sealing;

  public Bidding(Stage stage, People people, Desk desk) {
    this.stage = stage;
    this.people = people;
    this.desk = desk;
    this.sealing =
        new BidSealing(new BouncyCastleSm4Gcm(), new PlainLeafHasher(), stage.gateway().random());
  }

  /// Tries to seal without a backup, which must be refused.
  void refusedWithoutBackup(UUID openingId, Path bid) {
    UUID envelope = start(openingId, bid, "BIDDER");
    UUID session = desk.showEncryption(envelope);
    scanAndConfirm(people.owner(), session);
    stage
        .story()
        .refused(
            "sealing without a verified backup",
            "backup-not-verified",
            () -> people.owner().bids().address(envelope, session, ownRecipient()));
  }

  /// Seals on the bidder's side and uploads ciphertext only.
  public SealedBid onTheBiddersSide(UUID openingId, Path bid, List<UUID> recipients, String name) {
    return onTheBiddersSide(openingId, bid, recipients, name, () -> {});
  }

  /// The same, once the phone has looked at the opening, which the bidder is shown since his bid is
  /// announced.
  SealedBid onTheBiddersSide(
      UUID openingId, Path bid, List<UUID> recipients, String name, Runnable look) {
    UUID envelope = start(openingId, bid, "BIDDER");
    UUID session = desk.showEncryption(envelope);
    scanAndConfirm(people.owner(), session);
    look.run();
    JsonNode addressed = awaitAddressed(envelope, session, recipients);
    SealedFile sealed = seal(addressed, bid, stage.output().resolve(name + ".envelope"));
    JsonNode described = desk.describe(envelope, sealed.description());
    String shown = people.owner().bids().vouch(envelope, session, people.ownerPin());
    if (!shown.equals(described.path("statement").path("shortCode").asString())) {
      throw new StoryException("page and phone show different codes");
    }
    desk.uploadCiphertext(envelope, sealed.envelope());
    desk.awaitEnd(session);
    Outputs.save(stage.output().resolve(name + ".receipt.json"), desk.receipt(envelope));
    Outputs.save(stage.output().resolve(name + ".bidders-copy.json"), sealed.biddersCopy());
    stage.story().note("page and phone say: sealed, " + shown);
    return new SealedBid(openingId, envelope, bid);
  }

  private SealedFile seal(JsonNode addressed, Path bid, Path envelope) {
    try {
      return sealing.seal(EnvelopeOrder.of(addressed), bid, envelope, _ -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets the service seal, as thin integrators do.
  SealedBid onTheServersSide(UUID openingId, Path bid, String name) {
    UUID envelope = start(openingId, bid, "SERVER");
    UUID session = desk.showEncryption(envelope);
    scanAndConfirm(people.owner(), session);
    awaitAddressed(envelope, session, ownRecipient());
    JsonNode sealed = desk.uploadPlaintext(envelope, bid);
    people.owner().bids().vouch(envelope, session, people.ownerPin());
    desk.awaitEnd(session);
    Outputs.save(stage.output().resolve(name + ".receipt.json"), desk.receipt(envelope));
    Outputs.save(
        stage.output().resolve(name + ".bidders-copy.json"),
        Map.of("treeKey", sealed.path("treeKey").asString()));
    return new SealedBid(openingId, envelope, bid);
  }

  /// A backup that was just verified reaches crypto-service some milliseconds later.
  private JsonNode awaitAddressed(UUID envelope, UUID session, List<UUID> recipients) {
    new Patience(stage.gateway().clock())
        .whileRefused(
            Set.of("backup-not-verified"),
            () -> people.owner().bids().address(envelope, session, recipients));
    return desk.envelope(envelope);
  }

  /// Tries out, on the owner's phone and on the one with the backup of his key, whether the bid
  /// could be opened.
  void rehearse(SealedBid bid) {
    UUID key = BackingUp.ownerKey(people);
    rehearse(bid, people.owner(), people.ownerPin(), key);
    rehearse(bid, people.colleague(), people.colleaguePin(), key);
    int results = desk.envelope(bid.envelopeId()).path("rehearsals").size();
    if (results != 2) {
      throw new StoryException("the bid's page shows " + results + " rehearsals instead of 2");
    }
  }

  private void rehearse(SealedBid bid, Phone phone, Pin pin, UUID keyId) {
    UUID session = desk.showRehearsal(bid.envelopeId());
    scanAndConfirm(phone, session);
    if (!phone.bids().rehearse(bid.envelopeId(), session, keyId, pin)) {
      throw new StoryException("the canary was not opened");
    }
    desk.awaitEnd(session);
  }

  private UUID start(UUID openingId, Path bid, String side) {
    return desk.startEnvelope(
        openingId, people.enterpriseId(), String.valueOf(bid.getFileName()), size(bid), side);
  }

  void scanAndConfirm(Phone phone, UUID session) {
    phone.sessions().scan(desk.code(session));
    phone.sessions().confirm(session);
  }

  List<UUID> bothRecipients() {
    return people.owner().bids().possibleRecipients(people.enterpriseId());
  }

  /// The owner's own certificate.
  public List<UUID> ownRecipient() {
    return bothRecipients().subList(0, 1);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
