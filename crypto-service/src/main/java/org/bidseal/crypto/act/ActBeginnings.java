package org.bidseal.crypto.act;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.act.ActRequests.ActView;
import org.bidseal.crypto.act.Acts.Act;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.expectation.ExpectedDigest;
import org.bidseal.crypto.expectation.Purpose;
import org.bidseal.crypto.expectation.SigningExpectations;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.ConfirmedSession;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.sealing.SigningCertificates;
import org.bidseal.crypto.tender.TenderChange;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.identityview.CertificateView;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The first step: who confirmed the session gets the statement that names the bid, and may co-sign
/// it. Nothing has changed yet. Runs in the caller's transaction.
@Service
class ActBeginnings {
  private static final Duration TIME_TO_SIGN = Duration.ofMinutes(30);

  private final Envelopes envelopes;
  private final Openings openings;
  private final QrSessions sessions;
  private final SigningCertificates certificates;
  private final TenderChanges changes;
  private final SigningExpectations expectations;
  private final Acts acts;
  private final CryptoScheduler crypto;

  ActBeginnings(
      Envelopes envelopes,
      Openings openings,
      QrSessions sessions,
      SigningCertificates certificates,
      TenderChanges changes,
      SigningExpectations expectations,
      Acts acts,
      CryptoScheduler crypto) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.sessions = sessions;
    this.certificates = certificates;
    this.changes = changes;
    this.expectations = expectations;
    this.acts = acts;
    this.crypto = crypto;
  }

  Mono<ActView> begin(ActKind kind, UUID envelopeId, UUID personId, UUID sessionId) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .delayUntil(_ -> envelopes.requireLeader(envelopeId, personId))
        .then(sessions.getConfirmed(sessionId, kind.purpose(), envelopeId, personId))
        .flatMap(session ->
            envelopes
                .lock(envelopeId, tenant)
                .flatMap(envelope ->
                    envelope instanceof Sealed sealed
                        ? begin(kind, sealed.seal(), session)
                        : Mono.error(
                            EnvelopeProblems.stateForbids(
                                envelope, "be the subject of a " + kind))));
  }

  private Mono<ActView> begin(ActKind kind, Seal seal, ConfirmedSession session) {
    return openings
        .getTakingBids(seal.part().openingId())
        .zipWhen(_ -> change(kind, seal))
        .flatMap(both -> begin(kind, seal, session, both.getT1(), both.getT2()));
  }

  private Mono<ActView> begin(
      ActKind kind,
      Seal seal,
      ConfirmedSession session,
      OpeningNow opening,
      Optional<TenderChange> change) {
    return certificates
        .choose(seal.part().enterpriseId(), session, opening.now())
        .flatMap(certificate ->
            crypto
                .run(() -> act(kind, seal, session, certificate, change, opening.now()))
                .delayUntil(act -> expect(act, opening)))
        .delayUntil(act ->
            acts.put(act)
                .filter(begun -> begun)
                .switchIfEmpty(Mono.error(() -> alreadySigned(act))))
        .map(ActBeginnings::view);
  }

  private Mono<Optional<TenderChange>> change(ActKind kind, Seal seal) {
    return switch (kind) {
      case RETRACTION -> Mono.just(Optional.empty());
      case CONFIRMATION ->
          changes
              .toConfirm(seal.part().envelopeId())
              .map(Optional::of)
              .switchIfEmpty(
                  Mono.error(() ->
                      new ProblemException(
                          CryptoProblem.NOTHING_TO_CONFIRM,
                          "The tender has not changed since the seal or the last confirmation.")));
    };
  }

  private static Act act(
      ActKind kind,
      Seal seal,
      ConfirmedSession session,
      CertificateView certificate,
      Optional<TenderChange> change,
      Instant now) {
    return new Act(
        seal.part().envelopeId(),
        kind,
        session.sessionId(),
        session.personId(),
        certificate.keyId(),
        change.map(TenderChange::changeId).orElse(null),
        Statement.of(kind, seal, change.orElse(null), certificate.publicKey(), now),
        null);
  }

  private Mono<Void> expect(Act act, OpeningNow opening) {
    Instant enough = opening.now().plus(TIME_TO_SIGN);
    Instant deadline = opening.opening().deadline();
    return expectations.register(
        new ExpectedDigest(
            act.sessionId(),
            act.personId(),
            act.keyId(),
            act.statement().digest(),
            Purpose.BID_ACT,
            enough.isBefore(deadline) ? enough : deadline));
  }

  private static ActView view(Act act) {
    return new ActView(
        act.envelopeId(),
        act.sessionId(),
        act.statement().bytes().base64(),
        act.statement().digest().hex(),
        act.statement().shortCode(),
        act.keyId(),
        act.changeId());
  }

  private static ProblemException alreadySigned(Act act) {
    return new ProblemException(
        CryptoProblem.SESSION_NOT_CONFIRMED,
        "Session " + act.sessionId() + " has served for its act already.");
  }
}
