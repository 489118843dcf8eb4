package org.bidseal.crypto.act;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.act.ActRequests.ActPayload;
import org.bidseal.crypto.act.ActRequests.BidConfirmed;
import org.bidseal.crypto.act.ActRequests.BidRetracted;
import org.bidseal.crypto.act.ActRequests.Sign;
import org.bidseal.crypto.act.Acts.Act;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.notice.Notices;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.sealing.SigningCertificates;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The second step: the co-signature over the statement does it, if the database's clock says that
/// the deadline has not passed. Runs in the caller's transaction.
@Service
class ActSignatures {
  private final Envelopes envelopes;
  private final QrSessions sessions;
  private final SigningCertificates certificates;
  private final TenderChanges changes;
  private final Acts acts;
  private final Notices notices;
  private final Timeline timeline;
  private final Outbox outbox;
  private final BidLog log;
  private final EnvelopeViews views;

  ActSignatures(
      Envelopes envelopes,
      QrSessions sessions,
      SigningCertificates certificates,
      TenderChanges changes,
      Acts acts,
      Notices notices,
      Timeline timeline,
      Outbox outbox,
      BidLog log,
      EnvelopeViews views) {
    this.envelopes = envelopes;
    this.sessions = sessions;
    this.certificates = certificates;
    this.changes = changes;
    this.acts = acts;
    this.notices = notices;
    this.timeline = timeline;
    this.outbox = outbox;
    this.log = log;
    this.views = views;
  }

  Mono<EnvelopeView> sign(ActKind kind, UUID envelopeId, UUID personId, Sign wish) {
    return envelopes
        .lock(envelopeId, new Tenant.OfPerson(personId))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .delayUntil(_ -> envelopes.requireLeader(envelopeId, personId))
        .zipWhen(_ ->
            acts.find(envelopeId, kind, wish.sessionId(), personId)
                .switchIfEmpty(Mono.error(() -> notBegun(kind))))
        .flatMap(both -> sign(both.getT1(), both.getT2(), wish))
        .flatMap(views::show);
  }

  private Mono<Envelope> sign(Envelope envelope, Act act, Sign wish) {
    return switch (envelope) {
      // The answer to the first request may have been lost.
      case Closed closed when signature(wish).equals(act.signature()) -> Mono.just(closed);
      case Sealed sealed -> sign(sealed, act, wish);
      case Envelope other ->
          Mono.error(EnvelopeProblems.stateForbids(other, "be the subject of a " + act.kind()));
    };
  }

  private Mono<Envelope> sign(Sealed envelope, Act act, Sign wish) {
    BidPart part = envelope.part();
    return sessions
        .getConfirmed(act.sessionId(), act.kind().purpose(), part.envelopeId(), act.personId())
        .then(envelopes.timeBeforeDeadline(part.openingId()))
        .switchIfEmpty(Mono.error(Openings::deadlinePassed))
        .delayUntil(now ->
            certificates
                .verify(
                    new SigningCertificates.Claim(
                        act.personId(),
                        part.enterpriseId(),
                        act.keyId(),
                        act.statement().digest(),
                        signature(wish)),
                    now)
                .then(acts.sign(act, signature(wish))))
        .flatMap(now ->
            switch (act.kind()) {
              case RETRACTION -> retract(envelope, act, wish, now);
              case CONFIRMATION -> confirm(envelope, act, wish, now);
            });
  }

  private Mono<Envelope> retract(Sealed envelope, Act act, Sign wish, Instant now) {
    BidPart part = envelope.part();
    Retracted retracted = envelope.retract(now);
    return envelopes
        .save(retracted)
        .then(attest(envelope, act, wish, now, "RETRACTED"))
        .then(
            outbox.add(
                BidRetracted.TYPE,
                part.envelopeId(),
                new BidRetracted(
                    part.envelopeId(),
                    part.openingId(),
                    part.platformId(),
                    part.enterpriseId(),
                    act.sessionId(),
                    now)))
        .then(Mono.defer(() -> log.retracted(retracted, act.statement().bytes(), signature(wish))))
        .thenReturn(retracted);
  }

  /// The change that was signed for must still be the one that is asked for.
  private Mono<Envelope> confirm(Sealed envelope, Act act, Sign wish, Instant now) {
    BidPart part = envelope.part();
    UUID changeId = act.changeId();
    if (changeId == null) {
      return Mono.error(new IllegalStateException("a confirmation without its change"));
    }
    return changes
        .ofEnvelopeLatest(part.envelopeId())
        .filter(changeId::equals)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    CryptoProblem.CONFIRMATION_OUTDATED, "The tender has changed again since.")))
        .then(
            timeline.addToEnvelope(
                part.envelopeId(),
                FactKind.CONFIRMED,
                changeId.toString(),
                act.personId(),
                act.sessionId()))
        .then(attest(envelope, act, wish, now, changeId.toString()))
        .then(
            outbox.add(
                BidConfirmed.TYPE,
                part.envelopeId(),
                new BidConfirmed(
                    part.envelopeId(),
                    part.openingId(),
                    part.platformId(),
                    part.enterpriseId(),
                    act.sessionId(),
                    changeId)))
        .then(
            Mono.defer(
                () -> log.confirmed(part, changeId, act.statement().bytes(), signature(wish))))
        .thenReturn(envelope);
  }

  private Mono<Boolean> attest(Sealed envelope, Act act, Sign wish, Instant now, String subject) {
    BidPart part = envelope.part();
    return notices.issue(
        part.envelopeId(),
        act.kind().notice(),
        subject,
        new ActPayload(
            act.kind() == ActKind.RETRACTION
                ? "bidseal-retraction-notice-v1"
                : "bidseal-confirmation-notice-v1",
            part.envelopeId(),
            part.openingId(),
            part.platformId(),
            part.enterpriseId(),
            envelope.seal().description().headerSm3().hex(),
            act.statement().bytes().base64(),
            wish.certificateId(),
            wish.r(),
            wish.s(),
            act.changeId(),
            now));
  }

  private static StatementSignature signature(Sign wish) {
    return new StatementSignature(wish.certificateId(), wish.r(), wish.s());
  }

  private static ProblemException notBegun(ActKind kind) {
    return new ProblemException(
        CryptoProblem.NOTHING_TO_SIGN, "You have begun no " + kind + " in this session.");
  }
}
