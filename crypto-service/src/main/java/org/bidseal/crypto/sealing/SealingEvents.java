package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.Bid;
import org.bidseal.crypto.envelope.Envelope.Addressed;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.outbox.Outbox;
import org.bidseal.sessionframes.SessionFrames;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells other services, and the screens of the session, how sealing goes on. Each method joins the
/// caller's transaction.
@Component
class SealingEvents {
  private final Outbox outbox;
  private final SessionFrames frames;

  SealingEvents(Outbox outbox, SessionFrames frames) {
    this.outbox = outbox;
    this.frames = frames;
  }

  /// Data of `org.bidseal.crypto.sealing-started.v1`.
  record SealingStarted(UUID envelopeId, UUID sessionId) {}

  /// Data of `org.bidseal.crypto.bid-sealed.v1`; digests in hex, `size` of the file.
  record BidSealed(
      UUID envelopeId,
      UUID bidId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      UUID sessionId,
      String treeRoot,
      String headerSm3,
      long size,
      Instant sealedAt) {}

  /// Data of `org.bidseal.crypto.bid-superseded.v1`.
  record BidSuperseded(
      UUID envelopeId, UUID openingId, UUID enterpriseId, UUID successor, Instant supersededAt) {}

  /// Frame `recipients-chosen`.
  record RecipientsChosen(UUID envelopeId, int recipients) {}

  /// Frame `described`.
  record DescribedFrame(UUID envelopeId, String e, String shortCode) {}

  /// Frame `sealed`.
  record SealedFrame(UUID envelopeId, String shortCode, Instant sealedAt) {}

  Mono<Void> addressed(Addressed envelope) {
    UUID envelopeId = envelope.bid().envelopeId();
    UUID sessionId = envelope.addressing().sessionId();
    int recipients = envelope.addressing().recipients().size();
    return outbox
        .add(
            "org.bidseal.crypto.sealing-started.v1",
            envelopeId,
            new SealingStarted(envelopeId, sessionId))
        .then(
            frames.append(
                sessionId, "recipients-chosen", new RecipientsChosen(envelopeId, recipients)))
        .then();
  }

  Mono<Void> described(Described envelope) {
    return frames
        .append(
            envelope.addressing().sessionId(),
            "described",
            new DescribedFrame(
                envelope.bid().envelopeId(),
                envelope.description().statementDigest().hex(),
                envelope.description().shortCode()))
        .then();
  }

  Mono<Void> sealed(Seal seal) {
    return outbox
        .add("org.bidseal.crypto.bid-sealed.v1", seal.bid().envelopeId(), bidSealed(seal))
        .then(
            frames.append(
                seal.addressing().sessionId(),
                "sealed",
                new SealedFrame(
                    seal.bid().envelopeId(), seal.description().shortCode(), seal.sealedAt())))
        .then();
  }

  Mono<Void> superseded(Superseded envelope) {
    Bid bid = envelope.bid();
    return outbox.add(
        "org.bidseal.crypto.bid-superseded.v1",
        bid.envelopeId(),
        new BidSuperseded(
            bid.envelopeId(),
            bid.openingId(),
            bid.enterpriseId(),
            envelope.successor(),
            envelope.supersededAt()));
  }

  private static BidSealed bidSealed(Seal seal) {
    return new BidSealed(
        seal.bid().envelopeId(),
        seal.bid().bidId(),
        seal.bid().openingId(),
        seal.bid().platformId(),
        seal.bid().enterpriseId(),
        seal.addressing().sessionId(),
        seal.description().treeRoot().hex(),
        seal.description().headerSm3().hex(),
        seal.bid().size(),
        seal.sealedAt());
  }
}
