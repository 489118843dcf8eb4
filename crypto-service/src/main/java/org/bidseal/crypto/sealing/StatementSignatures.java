package org.bidseal.crypto.sealing;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.bid.EnvelopeView;
import org.bidseal.crypto.bid.EnvelopeViews;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Closed;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.sealing.SealingRequests.Sign;
import org.bidseal.identityview.CertificateView;
import org.bidseal.identityview.Certificates;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.bidseal.smcrypto.sm2.Sm2Verifier;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The bidder's co-signature binds him to the envelope. Runs in the caller's transaction.
@Service
class StatementSignatures {
  private final QrSessions sessions;
  private final Envelopes envelopes;
  private final Openings openings;
  private final Certificates certificates;
  private final CryptoScheduler crypto;
  private final SealStep seal;
  private final EnvelopeViews views;

  StatementSignatures(
      QrSessions sessions,
      Envelopes envelopes,
      Openings openings,
      Certificates certificates,
      CryptoScheduler crypto,
      SealStep seal,
      EnvelopeViews views) {
    this.sessions = sessions;
    this.envelopes = envelopes;
    this.openings = openings;
    this.certificates = certificates;
    this.crypto = crypto;
    this.seal = seal;
    this.views = views;
  }

  Mono<EnvelopeView> sign(UUID envelopeId, UUID personId, Sign wish) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .lock(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(envelope -> sign(envelope, personId, wish))
        .flatMap(views::show);
  }

  private Mono<Envelope> sign(Envelope envelope, UUID personId, Sign wish) {
    return switch (envelope) {
      case Described described ->
          sessions
              .getConfirmed(
                  wish.sessionId(), SessionPurpose.ENCRYPT, envelope.bid().envelopeId(), personId)
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
    return openings
        .getTakingBids(envelope.bid().openingId())
        .map(OpeningNow::now)
        .flatMap(now -> certificate(envelope, personId, wish.certificateId(), now))
        .flatMap(certificate ->
            crypto.run(() -> verify(certificate, envelope.description().statementDigest(), wish)));
  }

  private Mono<CertificateView> certificate(
      Described envelope, UUID personId, UUID certificateId, Instant now) {
    return certificates
        .find(certificateId)
        .filter(certificate -> certificate.signsFor(personId, envelope.bid().enterpriseId(), now))
        .filter(certificate -> certificate.keyId().equals(envelope.addressing().statementKeyId()))
        .switchIfEmpty(
            Mono.error(() -> notValid("The certificate is not one of the statement's key.")));
  }

  private static StatementSignature verify(CertificateView certificate, Sm3Hash digest, Sign wish) {
    Sm2Signature signature;
    try {
      signature = Sm2Signature.ofHex(wish.r(), wish.s());
    } catch (IllegalArgumentException _) {
      throw notValid("r and s are not those of an SM2 signature.");
    }
    if (!Sm2Verifier.verify(certificate.publicKey(), digest, signature)) {
      throw notValid("The signature does not verify under the certificate.");
    }
    return signature(wish);
  }

  private static StatementSignature signature(Sign wish) {
    return new StatementSignature(wish.certificateId(), wish.r(), wish.s());
  }

  private static ProblemException notValid(String detail) {
    return new ProblemException(CryptoProblem.STATEMENT_SIGNATURE_NOT_VALID, detail);
  }
}
