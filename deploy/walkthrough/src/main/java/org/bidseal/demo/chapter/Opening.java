package org.bidseal.demo.chapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.demo.cast.People;
import org.bidseal.demo.cast.Stage;
import org.bidseal.demo.platform.Desk;
import org.bidseal.demo.story.StoryException;
import org.bidseal.phone.Phone;
import org.bidseal.phone.http.Patience;
import org.bidseal.phone.key.HeldKey;
import org.bidseal.phone.key.Pin;
import org.bidseal.smcrypto.envelope.EnvelopeRecipient;
import org.bidseal.verifier.Main;
import tools.jackson.databind.JsonNode;

/// Bids are opened, or stay shut.
final class Opening {
  static final String RECORD = "opening-record.json";
  static final String RECORD_OF_LOCKED = "locked-opening-record.json";
  static final String ROOT = "root.pem";

  private final Stage stage;
  private final People people;
  private final Desk desk;

  Opening(Stage stage, People people, Desk desk) {
    this.stage = stage;
    this.people = people;
    this.desk = desk;
  }

  /// Tries to open a bid before its time.
  void refusedEarly(SealedBid bid) {
    refused("opening it before its time", "opening-not-open", bid);
  }

  /// Tries to open a bid with the owner's phone and key.
  ///
  /// @param slug of the refusal that is expected
  void refused(String text, String slug, SealedBid bid) {
    stage
        .story()
        .refused(
            text,
            slug,
            () -> {
              UUID session = desk.showDecryption(bid.envelopeId());
              confirm(people.owner(), session);
              people
                  .owner()
                  .bids()
                  .open(bid.envelopeId(), session, BackingUp.ownerKey(people), people.ownerPin());
            });
  }

  /// In a session for an open bid, asks with the point of a bid that is still shut.
  void refusedByTheProof(SealedBid open, SealedBid shut) {
    Phone phone = people.owner();
    HeldKey key = phone.keyRing().find(BackingUp.ownerKey(people)).orElseThrow().key();
    UUID session = desk.showDecryption(open.envelopeId());
    confirm(phone, session);
    EnvelopeRecipient own = phone.bids().entry(open.envelopeId(), key);
    EnvelopeRecipient other = phone.bids().entry(shut.envelopeId(), key);
    stage
        .story()
        .refused(
            "naming an open bid but sending the point of a shut one",
            "wrong-pin-or-proof",
            () ->
                new Patience(stage.gateway().clock())
                    .whileRefused(
                        Set.of("session-not-confirmed"),
                        () ->
                            phone
                                .splitKeys()
                                .coDecrypt(
                                    key,
                                    people.ownerPin(),
                                    session,
                                    open.envelopeId(),
                                    own.encryptedKey(),
                                    other.encryptedKey().c1())));
  }

  /// Opens a bid with a key on a phone and compares what comes out.
  Path open(SealedBid bid, Phone phone, UUID keyId, Pin pin, String name) {
    UUID session = desk.showDecryption(bid.envelopeId());
    confirm(phone, session);
    phone.bids().open(bid.envelopeId(), session, keyId, pin);
    desk.awaitEnd(session);
    return savePlaintext(bid, name);
  }

  /// Opens a bid with the file itself, as a bidder does whose keys are all gone.
  ///
  /// @param copy name under which its bidder's copy was saved
  Path openByFile(SealedBid bid, String copy, String name) {
    JsonNode kept = Outputs.read(stage.output().resolve(copy + ".bidders-copy.json"));
    desk.openByFallback(bid.envelopeId(), kept.path("treeKey").asString(), bid.plaintext());
    return savePlaintext(bid, name);
  }

  private Path savePlaintext(SealedBid bid, String name) {
    Path plaintext = stage.output().resolve(name);
    desk.savePlaintext(bid.envelopeId(), plaintext);
    if (!Outputs.same(plaintext, bid.plaintext())) {
      throw new StoryException("what was opened is not what was sealed");
    }
    return plaintext;
  }

  /// Asks for a decryption with a share that must be dead.
  void refusedWithDeadShare(SealedBid bid, Phone phone, UUID keyId, Pin pin) {
    stage
        .story()
        .refused(
            "the lost phone's share",
            "stale-share",
            () -> {
              UUID session = desk.showDecryption(bid.envelopeId());
              confirm(phone, session);
              phone.bids().open(bid.envelopeId(), session, keyId, pin);
            });
  }

  /// Saves a bid's opening record and what is needed to check it.
  void saveRecord(SealedBid bid, String name) {
    JsonNode openingRecord = desk.openingRecord(bid.openingId());
    Outputs.save(stage.output().resolve(name), openingRecord);
    Outputs.saveCertificates(stage.output().resolve(ROOT), desk.roots());
  }

  /// Checks the record as anybody could who has these files and no account.
  void verifyRecord(SealedBid bid, String name, Path opened) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, UTF_8);
    int code =
        Main.run(
            List.of(
                stage.output().resolve(name).toString(),
                "--trust",
                stage.output().resolve(ROOT).toString(),
                "--plaintext",
                bid.envelopeId() + "=" + opened),
            out,
            out);
    if (code != 0) {
      throw new StoryException("the opening record is not good:\n" + told.toString(UTF_8));
    }
  }

  private void confirm(Phone phone, UUID session) {
    phone.sessions().scan(desk.code(session));
    phone.sessions().confirm(session);
  }
}
