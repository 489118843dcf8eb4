package org.bidseal.crypto.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Description;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.database.Transactions;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Attests what came too late. The refusal takes its own transaction back, so the notice is written
/// in another one, before the refusal is answered.
@Component
public class LateArrivals {
  private static final String TYPE = "bidseal-late-notice-v1";

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

  /// What was refused: the steps of a bid, in their order.
  public enum Step {
    /// The bid itself; there is no envelope of it.
    ANNOUNCEMENT,
    RECIPIENTS,
    /// The header and what else describes what was sealed.
    HEADER,
    /// A file, ciphertext or plaintext, or a part of it.
    CONTENT,
    /// An uploaded plaintext was to be sealed here.
    SERVER_SEALING,
    STATEMENT_SIGNATURE
  }

  /// What a notice LATE attests; digests in hex.
  ///
  /// @param envelopeId absent for an announcement
  /// @param headerSm3 of the header that had been described in time; absent if none had
  /// @param statementDigest what the bidder signs, or would have; likewise
  /// @param receivedAt the database's time after the refusal
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LatePayload(
      String type,
      @Nullable UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      Step step,
      @Nullable String headerSm3,
      @Nullable String statementDigest,
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

  /// Data of `org.bidseal.crypto.late-announcement-refused.v1`.
  record LateAnnouncementRefused(
      UUID openingId, UUID platformId, UUID enterpriseId, Instant deadline, Instant receivedAt) {
    static final String TYPE = "org.bidseal.crypto.late-announcement-refused.v1";
  }

  /// The step; if it is refused as too late there is a signed notice that says so before the
  /// refusal goes out. The first attempt at each step counts.
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

  /// The announcement of a bid for these openings; if it is refused as too late there is a signed
  /// notice for its enterprise of each opening that was over, before the refusal goes out. The
  /// first one counts.
  public <T> Mono<T> attestedAnnouncement(
      Collection<UUID> openingIds,
      Tenant.OfPlatform platform,
      UUID enterpriseId,
      Mono<T> announcement) {
    return announcement.onErrorResume(
        ProblemException.class,
        refusal ->
            refusal.type() == CryptoProblem.DEADLINE_PASSED
                ? Flux.fromIterable(openingIds)
                    .concatMap(openingId -> openings.get(openingId, platform))
                    .filter(read -> !read.opening().takesBidsAt(read.now()))
                    .delayUntil(read -> attestAnnouncement(read, enterpriseId))
                    .collectList()
                    .as(transactions::inTransaction)
                    .flatMap(late -> Mono.error(late.isEmpty() ? refusal : pointed(refusal, late)))
                : Mono.error(refusal));
  }

  private Mono<Void> attestAnnouncement(OpeningNow read, UUID enterpriseId) {
    Opening opening = read.opening();
    Step step = Step.ANNOUNCEMENT;
    return notices
        .issue(
            opening.openingId(),
            enterpriseId,
            NoticeKind.LATE,
            step.name(),
            new LatePayload(
                TYPE,
                null,
                opening.openingId(),
                opening.platformId(),
                enterpriseId,
                step,
                null,
                null,
                opening.deadline(),
                read.now(),
                false))
        .filter(isNew -> isNew)
        .flatMap(_ ->
            outbox.add(
                LateAnnouncementRefused.TYPE,
                opening.openingId(),
                new LateAnnouncementRefused(
                    opening.openingId(),
                    opening.platformId(),
                    enterpriseId,
                    opening.deadline(),
                    read.now())));
  }

  private Mono<Boolean> attest(UUID envelopeId, Tenant tenant, Step step) {
    return envelopes
        .lock(envelopeId, tenant)
        .ofType(Unsealed.class)
        .zipWhen(envelope -> openings.ofEnvelope(envelope.part().openingId()))
        .flatMap(both -> attest(both.getT1(), both.getT2(), step))
        .as(transactions::inTransaction);
  }

  private Mono<Boolean> attest(Unsealed envelope, OpeningNow opening, Step step) {
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

  private static LatePayload payload(Unsealed envelope, OpeningNow opening, Step step) {
    BidPart part = envelope.part();
    Description description =
        envelope instanceof Described described ? described.description() : null;
    return new LatePayload(
        TYPE,
        part.envelopeId(),
        part.openingId(),
        part.platformId(),
        part.enterpriseId(),
        step,
        description == null ? null : description.headerSm3().hex(),
        description == null ? null : description.statementDigest().hex(),
        opening.opening().deadline(),
        opening.now(),
        false);
  }

  private static ProblemException pointed(ProblemException refusal, UUID envelopeId) {
    return refusal.with("notices", "/api/crypto/v1/envelopes/" + envelopeId + "/notices");
  }

  private static ProblemException pointed(ProblemException refusal, List<OpeningNow> late) {
    UUID first = late.getFirst().opening().openingId();
    return refusal
        .with("openingIds", late.stream().map(read -> read.opening().openingId()).toList())
        .with("notices", "/api/crypto/v1/openings/" + first + "/notices");
  }
}
