package org.bidseal.crypto.hall;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.conclusion.Finding;
import org.bidseal.crypto.conclusion.Findings;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.hall.TimelineView.FindingView;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.report.ClientReport;
import org.bidseal.crypto.report.Reports;
import org.bidseal.crypto.timeline.SignedReport;
import org.bidseal.crypto.timeline.Timeline;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Shows timelines and takes reports. Writes run in the caller's transaction.
@Service
class Timelines {
  private final Envelopes envelopes;
  private final Openings openings;
  private final Timeline timeline;
  private final Findings findings;
  private final Reports reports;
  private final BidLog log;

  Timelines(
      Envelopes envelopes,
      Openings openings,
      Timeline timeline,
      Findings findings,
      Reports reports,
      BidLog log) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.timeline = timeline;
    this.findings = findings;
    this.reports = reports;
    this.log = log;
  }

  Mono<TimelineView> show(UUID envelopeId, Tenant tenant) {
    return get(envelopeId, tenant)
        .flatMap(envelope ->
            openings
                .ofEnvelope(envelope.part().openingId())
                .flatMap(opening -> show(envelope, opening)));
  }

  /// Takes a report; the same one again changes nothing.
  Mono<TimelineView> report(UUID envelopeId, UUID personId, ClientReport report) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope ->
            reports
                .take(envelope, personId, report)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .zipWhen(_ -> show(envelopeId, tenant))
                .flatMap(both -> record(envelope, both.getT1()).thenReturn(both.getT2())));
  }

  /// The opening's record begins a bid with its seal, so it has reports of sealed bids only.
  private Mono<Void> record(Envelope envelope, Optional<SignedReport> report) {
    return envelope instanceof Closed closed && report.isPresent()
        ? log.reported(closed.part(), report.get())
        : Mono.empty();
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
