package org.bidseal.crypto.decryption;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.decryption.ShareDesk.Progress;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.sessionframes.SessionFrames;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells other services, the session's screens, the timeline and the opening's chain that a
/// recipient gave his share. Joins the caller's transaction, as its last step.
@Component
class ShareEvents {
  private final Outbox outbox;
  private final SessionFrames frames;
  private final Timeline timeline;
  private final BidLog log;

  ShareEvents(Outbox outbox, SessionFrames frames, Timeline timeline, BidLog log) {
    this.outbox = outbox;
    this.frames = frames;
    this.timeline = timeline;
    this.log = log;
  }

  /// Data of `org.bidseal.crypto.key-share-given.v1`.
  ///
  /// @param given how many shares are there now
  /// @param threshold how many are needed
  /// @param opens whether the bid is decrypted by this one
  record KeyShareGiven(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID sessionId,
      UUID keyId,
      UUID personId,
      int given,
      int threshold,
      boolean opens,
      Instant givenAt) {
    static final String TYPE = "org.bidseal.crypto.key-share-given.v1";
  }

  /// Frame `share-given`.
  record ShareGivenFrame(UUID envelopeId, int given, int threshold) {}

  /// Nothing is told of a share that was there before.
  Mono<Void> given(Progress progress) {
    return progress.isNew() ? tell(progress) : Mono.empty();
  }

  private Mono<Void> tell(Progress progress) {
    BidPart part = progress.admitted().envelope().part();
    DecryptionStart start = progress.admitted().start();
    int given = progress.held().size();
    int threshold = progress.admitted().threshold();
    return outbox
        .add(
            KeyShareGiven.TYPE,
            part.envelopeId(),
            new KeyShareGiven(
                part.envelopeId(),
                part.openingId(),
                part.platformId(),
                start.sessionId(),
                start.keyId(),
                start.personId(),
                given,
                threshold,
                progress.job() != null,
                start.startedAt()))
        .then(
            frames.append(
                start.sessionId(),
                "share-given",
                new ShareGivenFrame(part.envelopeId(), given, threshold)))
        .then(fact(start, part, FactKind.SHARE_GIVEN, given + " of " + threshold))
        .then(
            progress.sealedWrongly()
                ? fact(start, part, FactKind.SHARES_CONTRADICT, part.sealing().name())
                : Mono.empty())
        .then(Mono.defer(() -> log.shareGiven(part, start, given, threshold)));
  }

  private Mono<Void> fact(DecryptionStart start, BidPart part, FactKind kind, String detail) {
    return timeline.addToEnvelope(
        part.envelopeId(), kind, detail, start.personId(), start.sessionId());
  }
}
