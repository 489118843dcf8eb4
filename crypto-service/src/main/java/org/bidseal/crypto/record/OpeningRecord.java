package org.bidseal.crypto.record;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.jspecify.annotations.Nullable;

/// What the opening record says; its JSON in UTF-8 is what is signed. Digests are lower-case hex.
///
/// @param type `bidseal-opening-record-v1`
/// @param recordedAt the database's time of this record; a later record may know more
@JsonPropertyOrder({
  "type",
  "openingId",
  "platformId",
  "tenderId",
  "lotId",
  "name",
  "deadline",
  "opensAt",
  "windowEndsAt",
  "recordedAt",
  "envelopes"
})
record OpeningRecord(
    String type,
    UUID openingId,
    UUID platformId,
    String tenderId,
    String lotId,
    String name,
    Instant deadline,
    Instant opensAt,
    Instant windowEndsAt,
    Instant recordedAt,
    List<Line> envelopes) {

  /// One envelope.
  ///
  /// @param receiptSm3 SM3 of the receipt's payload; absent if it was never sealed, like all below
  /// @param supersededBy the bidder's later envelope; this one was never opened
  /// @param treeKey with it anyone who has the plaintext can compute the tree root; absent until
  ///   the envelope is decrypted
  @JsonPropertyOrder({
    "envelopeId",
    "enterpriseId",
    "sealing",
    "state",
    "receiptSm3",
    "headerSm3",
    "treeRoot",
    "fallbackCommitment",
    "plaintextSize",
    "sealedAt",
    "supersededBy",
    "decryption",
    "treeKey"
  })
  record Line(
      UUID envelopeId,
      UUID enterpriseId,
      Sealing sealing,
      Envelope.State state,
      @Nullable String receiptSm3,
      @Nullable String headerSm3,
      @Nullable String treeRoot,
      @Nullable String fallbackCommitment,
      @Nullable Long plaintextSize,
      @Nullable Instant sealedAt,
      @Nullable UUID supersededBy,
      @Nullable Attempt decryption,
      @Nullable String treeKey) {}

  /// The latest decryption: who, with which key, when, and what came of it.
  record Attempt(
      UUID personId,
      UUID keyId,
      UUID sessionId,
      Instant startedAt,
      @Nullable Instant decryptedAt,
      @Nullable Instant failedAt,
      @Nullable DecryptionFailure failure) {}

  static OpeningRecord of(OpeningNow read, List<Line> lines) {
    Opening opening = read.opening();
    return new OpeningRecord(
        "bidseal-opening-record-v1",
        opening.openingId(),
        opening.platformId(),
        opening.tenderId(),
        opening.lotId(),
        opening.name(),
        opening.deadline(),
        opening.opensAt(),
        opening.windowEndsAt(),
        read.now(),
        lines);
  }

  static Line line(Unsealed envelope) {
    return new Line(
        envelope.bid().envelopeId(),
        envelope.bid().enterpriseId(),
        envelope.bid().sealing(),
        envelope.state(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static Line line(Closed envelope, String receiptSm3) {
    Envelope.Seal seal = envelope.seal();
    return new Line(
        seal.bid().envelopeId(),
        seal.bid().enterpriseId(),
        seal.bid().sealing(),
        envelope.state(),
        receiptSm3,
        seal.description().headerSm3().hex(),
        seal.description().treeRoot().hex(),
        seal.description().fallbackCommitment().hex(),
        seal.bid().size(),
        seal.sealedAt(),
        envelope instanceof Superseded superseded ? superseded.successor() : null,
        attempt(envelope),
        envelope instanceof Decrypted decrypted ? decrypted.opened().treeKey().hex() : null);
  }

  private static @Nullable Attempt attempt(Closed envelope) {
    return switch (envelope) {
      case Sealed _, Superseded _, Retracted _ -> null;
      case Decrypting e -> attempt(e.start(), null, null, null);
      case Decrypted e -> attempt(e.start(), e.opened().openedAt(), null, null);
      case Failed e -> attempt(e.start(), null, e.failedAt(), e.reason());
      case OpenedByFallback e -> attempt(e.before());
      case Judged e -> attempt(e.before());
    };
  }

  private static Attempt attempt(
      DecryptionStart start,
      @Nullable Instant decryptedAt,
      @Nullable Instant failedAt,
      @Nullable DecryptionFailure failure) {
    return new Attempt(
        start.personId(),
        start.keyId(),
        start.sessionId(),
        start.startedAt(),
        decryptedAt,
        failedAt,
        failure);
  }
}
