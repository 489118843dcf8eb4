package org.bidseal.crypto.rehearsal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.outbox.Outbox;
import org.bidseal.sessionframes.SessionFrames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells other services, the session's screens and operators what came of a rehearsal. Joins the
/// caller's transaction. The metric is `bidseal_rehearsals_total{result}`, `passed` or `failed`.
@Component
class RehearsalNews {
  private final Envelopes envelopes;
  private final Outbox outbox;
  private final SessionFrames frames;
  private final Counter passed;
  private final Counter failed;

  RehearsalNews(Envelopes envelopes, Outbox outbox, SessionFrames frames, MeterRegistry registry) {
    this.envelopes = envelopes;
    this.outbox = outbox;
    this.frames = frames;
    this.passed = counter(registry, "passed");
    this.failed = counter(registry, "failed");
  }

  /// Data of `org.bidseal.crypto.rehearsal-passed.v1`.
  ///
  /// @param keyId the recipient's key that was tried
  /// @param personId who tried it
  record RehearsalPassed(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      UUID sessionId,
      UUID keyId,
      UUID personId,
      boolean certificateInForce,
      Instant finishedAt) {
    static final String TYPE = "org.bidseal.crypto.rehearsal-passed.v1";
  }

  /// Data of `org.bidseal.crypto.rehearsal-failed.v1`; the fields are those of a passed one.
  ///
  /// @param reason a problem's name, or WRONG_CANARY
  record RehearsalFailed(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      UUID sessionId,
      UUID keyId,
      UUID personId,
      boolean certificateInForce,
      Instant finishedAt,
      String reason) {
    static final String TYPE = "org.bidseal.crypto.rehearsal-failed.v1";
  }

  /// Frame `rehearsed`.
  record RehearsedFrame(UUID envelopeId, UUID keyId, boolean passed, @Nullable String reason) {}

  /// @param reason null if it passed
  Mono<Void> ended(Rehearsal rehearsal, @Nullable String reason, Instant at) {
    UUID envelopeId = rehearsal.envelopeId();
    return envelopes
        .findForJob(envelopeId)
        .map(Envelope::part)
        .flatMap(part -> tell(part, rehearsal, reason, at))
        .then(
            Mono.defer(() ->
                frames.append(
                    rehearsal.sessionId(),
                    "rehearsed",
                    new RehearsedFrame(envelopeId, rehearsal.keyId(), reason == null, reason))))
        .doOnSuccess(_ -> (reason == null ? passed : failed).increment())
        .then();
  }

  private Mono<Void> tell(BidPart part, Rehearsal rehearsal, @Nullable String reason, Instant at) {
    return reason == null
        ? outbox.add(
            RehearsalPassed.TYPE,
            part.envelopeId(),
            new RehearsalPassed(
                part.envelopeId(),
                part.openingId(),
                part.platformId(),
                part.enterpriseId(),
                rehearsal.sessionId(),
                rehearsal.keyId(),
                rehearsal.personId(),
                rehearsal.certificateInForce(),
                at))
        : outbox.add(
            RehearsalFailed.TYPE,
            part.envelopeId(),
            new RehearsalFailed(
                part.envelopeId(),
                part.openingId(),
                part.platformId(),
                part.enterpriseId(),
                rehearsal.sessionId(),
                rehearsal.keyId(),
                rehearsal.personId(),
                rehearsal.certificateInForce(),
                at,
                reason));
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("bidseal.rehearsals")
        .description("Rehearsals of opening a bid that ended")
        .tag("result", result)
        .register(registry);
  }
}
