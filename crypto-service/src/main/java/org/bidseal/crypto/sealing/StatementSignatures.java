package org.bidseal.crypto.sealing;

import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.envelopedesk.EnvelopeViews;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.sealing.SealingRequests.Sign;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The bidder's co-signature binds him to the envelope. Runs in the caller's transaction.
@Service
class StatementSignatures {
  private final QrSessions sessions;
  private final Envelopes envelopes;
  private final Openings openings;
  private final SigningCertificates certificates;
  private final SealStep seal;
  private final EnvelopeViews views;

  StatementSignatures(
      QrSessions sessions,
      Envelopes envelopes,
      Openings openings,
      SigningCertificates certificates,
      SealStep seal,
      EnvelopeViews views) {
    this.sessions = sessions;
    this.envelopes = envelopes;
    this.openings = openings;
    this.certificates = certificates;
    this.seal = seal;
    this.views = views;
  }

  Mono<EnvelopeView> sign(UUID envelopeId, UUID personId, Sign wish) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .delayUntil(_ -> envelopes.requireLeader(envelopeId, personId))
        .flatMap(envelope -> sign(envelope, personId, wish))
        .flatMap(views::show);
  }

  private Mono<Envelope> sign(Envelope envelope, UUID personId, Sign wish) {
    return switch (envelope) {
      case Described described ->
          sessions
              .getConfirmed(
                  wish.sessionId(), SessionPurpose.ENCRYPT, envelope.part().envelopeId(), personId)
              .then(verify(described, personId, wish))
              .map(described::sign)
              .flatMap(seal::complete);
      // The answer to the first request may have been lost.
      case Closed closed when closed.seal().signature().equals(signature(wish)) ->
          Mono.just(closed);
      case Envelope other -> Mono.error(EnvelopeProblems.stateForbids(other, "be signed"));
    };
  }

  private Mono<StatementSignature> verify(Described envelope, UUID personId, Sign wish) {
    var claim =
        new SigningCertificates.Claim(
            personId,
            envelope.part().enterpriseId(),
            envelope.addressing().statementKeyId(),
            envelope.description().statementDigest(),
            signature(wish));
    return openings
        .getTakingBids(envelope.part().openingId())
        .flatMap(read -> certificates.verify(claim, read.now()))
        .thenReturn(signature(wish));
  }

  private static StatementSignature signature(Sign wish) {
    return new StatementSignature(wish.certificateId(), wish.r(), wish.s());
  }
}
