package org.bidseal.crypto.hall;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Finding;
import org.bidseal.crypto.conclusion.Findings;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.hall.TimelineView.FindingView;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Shows timelines and takes reports. Writes run in the caller's transaction.
@Service
class Timelines {
  private static final int MOST_REPORTS = 100;

  private final Envelopes envelopes;
  private final Openings openings;
  private final Timeline timeline;
  private final Findings findings;

  Timelines(Envelopes envelopes, Openings openings, Timeline timeline, Findings findings) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.timeline = timeline;
    this.findings = findings;
  }

  Mono<TimelineView> show(UUID envelopeId, Tenant tenant) {
    return get(envelopeId, tenant)
        .flatMap(envelope ->
            openings
                .ofEnvelope(envelope.part().openingId())
                .flatMap(opening -> show(envelope, opening)));
  }

  Mono<TimelineView> report(UUID envelopeId, UUID personId, ClientReport report) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return get(envelopeId, tenant)
        .flatMap(_ ->
            timeline.addReport(
                envelopeId,
                report.text(),
                personId,
                report.sessionId(),
                report.happenedAt(),
                MOST_REPORTS))
        .filter(added -> added)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.TOO_MANY_REPORTS,
                    "An envelope takes " + MOST_REPORTS + " reports.")))
        .then(Mono.defer(() -> show(envelopeId, tenant)));
  }

  private Mono<TimelineView> show(Envelope envelope, OpeningNow opening) {
    UUID envelopeId = envelope.part().envelopeId();
    Mono<List<TimelineView.EntryView>> entries =
        timeline.ofEnvelope(envelopeId).map(TimelineView.EntryView::of).collectList();
    Mono<Optional<Finding>> finding =
        isToBeExplained(envelope, opening)
            ? findings.find(envelopeId, opening.opening()).map(Optional::of)
            : Mono.just(Optional.empty());
    return entries.zipWhen(
        _ -> finding,
        (all, found) ->
            new TimelineView(
                envelopeId,
                envelope.part().openingId(),
                envelope.state(),
                opening.now(),
                all,
                found.map(FindingView::of).orElse(null)));
  }

  private static boolean isToBeExplained(Envelope envelope, OpeningNow opening) {
    return opening.opening().hasOpenedAt(opening.now())
        && (envelope instanceof Openable || envelope instanceof Judged);
  }

  private Mono<Envelope> get(UUID envelopeId, Tenant tenant) {
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)));
  }
}
