package org.bidseal.crypto.decryption.job;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Failed;
import org.bidseal.outbox.Outbox;
import org.bidseal.sessionframes.SessionFrames;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells other services, the workers, the screens of the session and the opening's chain how a
/// decryption goes on. Each method joins the caller's transaction.
@Component
public class DecryptionEvents {
  /// The type of the event that hands a job to the workers.
  static final String REQUESTED = "org.bidseal.crypto-jobs.decryption-requested.v1";

  private final Outbox outbox;
  private final SessionFrames frames;
  private final BidLog log;

  DecryptionEvents(Outbox outbox, SessionFrames frames, BidLog log) {
    this.outbox = outbox;
    this.frames = frames;
    this.log = log;
  }

  /// Data of `org.bidseal.crypto.decryption-started.v1`.
  record DecryptionStarted(UUID envelopeId, UUID sessionId) {}

  /// Data of `org.bidseal.crypto-jobs.decryption-requested.v1`.
  record DecryptionRequested(UUID jobId, UUID envelopeId) {}

  /// Data of `org.bidseal.crypto.bid-decrypted.v1`.
  record BidDecrypted(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID sessionId,
      UUID keyId,
      UUID personId,
      Instant decryptedAt) {}

  /// Data of `org.bidseal.crypto.decryption-failed.v1`.
  record DecryptionFailed(
      UUID envelopeId, UUID openingId, UUID sessionId, DecryptionFailure reason) {}

  /// Data of `org.bidseal.crypto.decryption-progressed.v1`, in bytes of plaintext.
  record DecryptionProgressed(
      UUID envelopeId, UUID openingId, UUID sessionId, long done, long total) {}

  /// Frame `decryption-progress`, in bytes of plaintext.
  record Progress(UUID envelopeId, long done, long total) {}

  /// Frame `decrypted`.
  record DecryptedFrame(UUID envelopeId, Instant decryptedAt) {}

  /// Frame `failed`.
  record FailedFrame(UUID envelopeId, DecryptionFailure reason) {}

  /// A job was asked for.
  public Mono<Void> started(Decrypting envelope) {
    UUID envelopeId = envelope.part().envelopeId();
    UUID sessionId = envelope.start().sessionId();
    return outbox
        .add(
            "org.bidseal.crypto.decryption-started.v1",
            envelopeId,
            new DecryptionStarted(envelopeId, sessionId))
        .then(
            outbox.add(
                REQUESTED,
                envelopeId,
                new DecryptionRequested(envelope.start().jobId(), envelopeId)))
        .then(
            frames.append(
                sessionId,
                "decryption-progress",
                new Progress(envelopeId, 0, envelope.part().size())))
        .then();
  }

  /// Tells other services, which need it less often than a screen does.
  Mono<Void> progressedForAll(Decrypting envelope, long done) {
    UUID envelopeId = envelope.part().envelopeId();
    return outbox.add(
        "org.bidseal.crypto.decryption-progressed.v1",
        envelopeId,
        new DecryptionProgressed(
            envelopeId,
            envelope.part().openingId(),
            envelope.start().sessionId(),
            done,
            envelope.part().size()));
  }

  Mono<Void> progressed(Decrypting envelope, long done) {
    return frames
        .append(
            envelope.start().sessionId(),
            "decryption-progress",
            new Progress(envelope.part().envelopeId(), done, envelope.part().size()))
        .then();
  }

  Mono<Void> decrypted(Decrypted envelope) {
    UUID envelopeId = envelope.part().envelopeId();
    UUID sessionId = envelope.start().sessionId();
    Instant at = envelope.opened().openedAt();
    return outbox
        .add(
            "org.bidseal.crypto.bid-decrypted.v1",
            envelopeId,
            new BidDecrypted(
                envelopeId,
                envelope.part().openingId(),
                envelope.part().platformId(),
                sessionId,
                envelope.start().keyId(),
                envelope.start().personId(),
                at))
        .then(frames.append(sessionId, "decrypted", new DecryptedFrame(envelopeId, at)))
        .then(Mono.defer(() -> log.decrypted(envelope)));
  }

  Mono<Void> failed(Failed envelope) {
    UUID envelopeId = envelope.part().envelopeId();
    UUID sessionId = envelope.start().sessionId();
    return outbox
        .add(
            "org.bidseal.crypto.decryption-failed.v1",
            envelopeId,
            new DecryptionFailed(
                envelopeId, envelope.part().openingId(), sessionId, envelope.reason()))
        .then(frames.append(sessionId, "failed", new FailedFrame(envelopeId, envelope.reason())))
        .then(Mono.defer(() -> log.failed(envelope)));
  }
}
