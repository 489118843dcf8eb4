package org.bidseal.crypto.conclusion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.conclusion.ConclusionRequests.BidJudged;
import org.bidseal.crypto.conclusion.ConclusionRequests.Conclude;
import org.bidseal.crypto.conclusion.ConclusionRequests.ConclusionView;
import org.bidseal.crypto.conclusion.ConclusionRequests.Decision;
import org.bidseal.crypto.conclusion.ConclusionRequests.OpeningConcluded;
import org.bidseal.crypto.conclusion.ConclusionRequests.Overrule;
import org.bidseal.crypto.conclusion.ConclusionRequests.VerdictView;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.lock.LockRecords;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.OpeningView;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.database.DatabaseClock;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Concludes openings. Runs in the caller's transaction: all bids are judged, or none and the
/// opening stays as it is.
@Service
class ConclusionDesk {
  private final Openings openings;
  private final Envelopes envelopes;
  private final Findings findings;
  private final Verdicts verdicts;
  private final LockRecords locks;
  private final Timeline timeline;
  private final DatabaseClock clock;
  private final Outbox outbox;
  private final BidLog log;
  private final OpeningChain chain;

  ConclusionDesk(
      Openings openings,
      Envelopes envelopes,
      Findings findings,
      Verdicts verdicts,
      LockRecords locks,
      Timeline timeline,
      DatabaseClock clock,
      Outbox outbox,
      BidLog log,
      OpeningChain chain) {
    this.openings = openings;
    this.envelopes = envelopes;
    this.findings = findings;
    this.verdicts = verdicts;
    this.locks = locks;
    this.timeline = timeline;
    this.clock = clock;
    this.outbox = outbox;
    this.log = log;
    this.chain = chain;
  }

  /// Payload of OPENING_CONCLUDED.
  ///
  /// @param notOpened how many bids were sealed and not opened; each has its BID_JUDGED
  record Concluded(int notOpened) {}

  /// What would be written of one bid.
  ///
  /// @param decision the platform's; null if the finding decides
  private record Case(Openable envelope, Finding finding, @Nullable Decision decision) {
    UUID envelopeId() {
      return envelope.part().envelopeId();
    }

    boolean isUndecided() {
      return decision == null && finding.outcome().isEmpty();
    }

    Outcome outcome() {
      return decision == null ? finding.outcome().orElseThrow() : decision.outcome();
    }
  }

  Mono<ConclusionView> conclude(UUID openingId, Tenant tenant, Conclude wish) {
    return openings
        .lock(openingId, tenant)
        .doOnNext(ConclusionDesk::checkEnded)
        .flatMap(
            read -> cases(read.opening(), wish).flatMap(cases -> conclude(read.opening(), cases)))
        .then(Mono.defer(() -> show(openingId, tenant)));
  }

  Mono<ConclusionView> show(UUID openingId, Tenant tenant) {
    return openings
        .get(openingId, tenant)
        .map(OpeningView::of)
        .zipWhen(_ -> verdicts.ofOpening(openingId).collectList(), ConclusionView::new);
  }

  Mono<VerdictView> overrule(UUID envelopeId, Tenant tenant, Overrule wish) {
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            envelope instanceof Judged judged
                ? overrule(judged, wish)
                : Mono.error(() ->
                    new ProblemException(
                            CryptoProblem.NOT_JUDGED,
                            "The envelope is in state " + envelope.state() + ".")
                        .with("state", envelope.state().name())))
        .then(Mono.defer(() -> verdicts.find(envelopeId)));
  }

  private Mono<Void> overrule(Judged before, Overrule wish) {
    UUID envelopeId = before.part().envelopeId();
    return Mono.zip(verdicts.find(envelopeId), clock.now())
        .flatMap(both ->
            keep(
                before.overrule(wish.outcome(), both.getT2()),
                new Finding(both.getT1().reason(), both.getT1().basis()),
                wish.reason()));
  }

  private Mono<List<Case>> cases(Opening opening, Conclude wish) {
    Map<UUID, Decision> decisions = new HashMap<>();
    wish.all().forEach(decision -> decisions.put(decision.envelopeId(), decision));
    return envelopes
        .lockOfOpening(opening.openingId())
        .collectList()
        .doOnNext(ConclusionDesk::checkNoneInFlight)
        .flatMapIterable(all -> all)
        .ofType(Openable.class)
        .concatMap(envelope ->
            findings
                .find(envelope.part().envelopeId(), opening)
                .map(finding -> of(envelope, finding, decisions)))
        .collectList()
        .doOnNext(cases -> check(cases, decisions));
  }

  private static Case of(Openable envelope, Finding finding, Map<UUID, Decision> decisions) {
    return new Case(envelope, finding, decisions.get(envelope.part().envelopeId()));
  }

  private Mono<Void> conclude(Opening opening, List<Case> cases) {
    UUID openingId = opening.openingId();
    return openings
        .conclude(openingId)
        .then(locks.destroySecrets(openingId))
        .then(clock.now())
        .flatMapMany(now -> Flux.fromIterable(cases).concatMap(one -> judge(one, now)))
        .then(timeline.addToOpening(openingId, FactKind.CONCLUDED, cases.size() + " not opened"))
        .then(
            outbox.add(
                OpeningConcluded.TYPE,
                openingId,
                new OpeningConcluded(openingId, opening.platformId(), cases.size())))
        .then(
            Mono.defer(() ->
                chain.append(openingId, EntryKind.OPENING_CONCLUDED, new Concluded(cases.size()))));
  }

  private Mono<Void> judge(Case one, Instant now) {
    Decision decision = one.decision();
    return keep(
        one.envelope().judge(one.outcome(), now),
        one.finding(),
        decision == null ? null : decision.reason());
  }

  private Mono<Void> keep(Judged judged, Finding finding, @Nullable String platformReason) {
    UUID envelopeId = judged.part().envelopeId();
    return envelopes
        .save(judged)
        .then(verdicts.insert(envelopeId, finding, judged.outcome(), platformReason))
        .then(Mono.defer(() -> tell(judged, finding, platformReason)))
        .then(
            Mono.defer(() ->
                log.judged(
                    judged, finding.reason().name(), finding.fault().name(), platformReason)));
  }

  private Mono<Void> tell(Judged judged, Finding finding, @Nullable String platformReason) {
    var part = judged.part();
    return outbox.add(
        BidJudged.TYPE,
        part.envelopeId(),
        new BidJudged(
            part.envelopeId(),
            part.openingId(),
            part.platformId(),
            part.enterpriseId(),
            judged.outcome(),
            finding.reason(),
            finding.fault(),
            platformReason == null
                ? ConclusionRequests.DecidedBy.SERVICE
                : ConclusionRequests.DecidedBy.PLATFORM,
            judged.judgedAt()));
  }

  private static void checkEnded(OpeningNow read) {
    switch (read.phase()) {
      case ENDED -> {}
      case CONCLUDED -> throw Openings.concluded(read);
      case REGISTERED, CLOSED, OPENED ->
          throw new ProblemException(
                  CryptoProblem.OPENING_NOT_ENDED,
                  "The window ends at " + read.opening().windowEndsAt() + ".")
              .with("windowEndsAt", read.opening().windowEndsAt())
              .with("serverTime", read.now());
    }
  }

  private static void checkNoneInFlight(List<Envelope> all) {
    List<UUID> running =
        all.stream()
            .filter(Decrypting.class::isInstance)
            .map(envelope -> envelope.part().envelopeId())
            .toList();
    if (!running.isEmpty()) {
      throw new ProblemException(
              CryptoProblem.DECRYPTIONS_IN_FLIGHT, running.size() + " bids are being decrypted.")
          .with("envelopeIds", running);
    }
  }

  private static void check(List<Case> cases, Map<UUID, Decision> decisions) {
    List<UUID> undecided = cases.stream().filter(Case::isUndecided).map(Case::envelopeId).toList();
    if (!undecided.isEmpty()) {
      throw new ProblemException(
              CryptoProblem.BIDS_UNDECIDED, undecided.size() + " bids wait for a decision.")
          .with("envelopeIds", undecided);
    }
    List<UUID> unknown = new ArrayList<>(decisions.keySet());
    cases.forEach(one -> unknown.remove(one.envelopeId()));
    if (!unknown.isEmpty()) {
      throw new ProblemException(
              CryptoProblem.DECISION_NOT_NEEDED, "No bid waits for these decisions.")
          .with("envelopeIds", unknown);
    }
  }
}
