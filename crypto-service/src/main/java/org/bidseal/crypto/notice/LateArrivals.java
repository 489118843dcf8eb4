package org.bidseal.crypto.notice;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Attests what came too late. The refusal takes its own transaction back, so the notice is written
/// in another one, before the refusal is answered.
@Component
public class LateArrivals {
  private final Envelopes envelopes;
  private final Openings openings;
  private final Notices notices;
  private final Outbox outbox;
  private final Transactions transactions;

  LateArrivals(
      Envelopes envelopes,
      Openings openings,
      Notices notices,
      Outbox outbox,
      Transactions transactions) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.notices = notices;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /// What would have completed the bid.
  public enum Step {
    CONTENT,
    STATEMENT_SIGNATURE
  }

  /// What a notice LATE attests; digests in hex.
  ///
  /// @param headerSm3 of the header that had been described in time
  /// @param statementDigest what the bidder signs, or would have
  /// @param receivedAt the database's time after the refusal
  record LatePayload(
      String type,
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      Step step,
      String headerSm3,
      String statementDigest,
      Instant deadline,
      Instant receivedAt,
      boolean accepted) {}

  /// Data of `org.bidseal.crypto.late-arrival-refused.v1`.
  record LateArrivalRefused(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      Step step,
      Instant deadline,
      Instant receivedAt) {
    static final String TYPE = "org.bidseal.crypto.late-arrival-refused.v1";
  }

  /// The step; if it is refused as too late, and the bid was described in time, there is a signed
  /// notice that says so before the refusal goes out. The first attempt at each step counts.
  public <T> Mono<T> attested(UUID envelopeId, Tenant tenant, Step step, Mono<T> attempt) {
    return attempt.onErrorResume(
        ProblemException.class,
        refusal ->
            refusal.type() == CryptoProblem.DEADLINE_PASSED
                ? attest(envelopeId, tenant, step)
                    .defaultIfEmpty(false)
                    .flatMap(
                        attested -> Mono.error(attested ? pointed(refusal, envelopeId) : refusal))
                : Mono.error(refusal));
  }

  private Mono<Boolean> attest(UUID envelopeId, Tenant tenant, Step step) {
    return envelopes
        .lock(envelopeId, tenant)
        .ofType(Described.class)
        .zipWhen(envelope -> openings.ofEnvelope(envelope.part().openingId()))
        .flatMap(both -> attest(both.getT1(), both.getT2(), step))
        .as(transactions::inTransaction);
  }

  private Mono<Boolean> attest(Described envelope, OpeningNow opening, Step step) {
    UUID envelopeId = envelope.part().envelopeId();
    return notices
        .issue(envelopeId, NoticeKind.LATE, step.name(), payload(envelope, opening, step))
        .flatMap(isNew -> isNew ? tell(envelope.part(), opening, step) : Mono.<Void>empty())
        .thenReturn(true);
  }

  private Mono<Void> tell(BidPart part, OpeningNow opening, Step step) {
    return outbox.add(
        LateArrivalRefused.TYPE,
        part.envelopeId(),
        new LateArrivalRefused(
            part.envelopeId(),
            part.openingId(),
            part.platformId(),
            part.enterpriseId(),
            step,
            opening.opening().deadline(),
            opening.now()));
  }

  private static LatePayload payload(Described envelope, OpeningNow opening, Step step) {
    BidPart part = envelope.part();
    return new LatePayload(
        "bidseal-late-notice-v1",
        part.envelopeId(),
        part.openingId(),
        part.platformId(),
        part.enterpriseId(),
        step,
        envelope.description().headerSm3().hex(),
        envelope.description().statementDigest().hex(),
        opening.opening().deadline(),
        opening.now(),
        false);
  }

  private static ProblemException pointed(ProblemException refusal, UUID envelopeId) {
    return refusal.with("notices", "/api/crypto/v1/envelopes/" + envelopeId + "/notices");
  }
}
