package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.BidPart;
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
    UUID envelopeId = envelope.part().envelopeId();
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
                envelope.part().envelopeId(),
                envelope.description().statementDigest().hex(),
                envelope.description().shortCode()))
        .then();
  }

  Mono<Void> sealed(Seal seal) {
    return outbox
        .add("org.bidseal.crypto.bid-sealed.v1", seal.part().envelopeId(), bidSealed(seal))
        .then(
            frames.append(
                seal.addressing().sessionId(),
                "sealed",
                new SealedFrame(
                    seal.part().envelopeId(), seal.description().shortCode(), seal.sealedAt())))
        .then();
  }

  Mono<Void> superseded(Superseded envelope) {
    BidPart part = envelope.part();
    return outbox.add(
        "org.bidseal.crypto.bid-superseded.v1",
        part.envelopeId(),
        new BidSuperseded(
            part.envelopeId(),
            part.openingId(),
            part.enterpriseId(),
            envelope.successor(),
            envelope.supersededAt()));
  }

  private static BidSealed bidSealed(Seal seal) {
    return new BidSealed(
        seal.part().envelopeId(),
        seal.part().bidId(),
        seal.part().openingId(),
        seal.part().platformId(),
        seal.part().enterpriseId(),
        seal.addressing().sessionId(),
        seal.description().treeRoot().hex(),
        seal.description().headerSm3().hex(),
        seal.part().size(),
        seal.sealedAt());
  }
}
