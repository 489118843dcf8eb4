package org.bidseal.qr.confirmation;

import java.time.Clock;
import java.util.UUID;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.QrProblem;
import org.bidseal.qr.session.QrSession;
import org.bidseal.qr.session.QrSession.Owner;
import org.bidseal.qr.session.SessionCard;
import org.bidseal.qr.session.SessionEvent;
import org.bidseal.qr.session.SessionView;
import org.bidseal.qr.session.Sessions;
import org.bidseal.qr.session.StoredSession;
import org.bidseal.signingexpectations.ExpectedDigest;
import org.bidseal.signingexpectations.Purpose;
import org.bidseal.signingexpectations.SigningExpectations;
import org.bidseal.smcrypto.Sm2Digest;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The owner's yes and no.
@Service
class Confirmations {
  private final Sessions sessions;
  private final Signers signers;
  private final SigningExpectations expectations;
  private final Clock clock;

  Confirmations(Sessions sessions, Signers signers, SigningExpectations expectations, Clock clock) {
    this.sessions = sessions;
    this.signers = signers;
    this.expectations = expectations;
    this.clock = clock;
  }

  /// What is to be signed to log in or bind; crypto-service is told to expect it.
  Mono<StatementView> statement(UUID personId, UUID sessionId, UUID certificateId) {
    return sessions
        .get(sessionId)
        .map(StoredSession::session)
        .doOnNext(session -> ownerOf(session, personId))
        .doOnNext(Confirmations::requireStatement)
        .zipWith(signers.find(personId, certificateId))
        .flatMap(both -> expected(both.getT1(), personId, both.getT2()));
  }

  private Mono<StatementView> expected(QrSession session, UUID personId, Signers.Signer signer) {
    byte[] bytes = statement(session, personId, signer.certificateId()).bytes();
    Sm3Hash e = Sm2Digest.of(signer.publicKey(), bytes);
    ExpectedDigest digest =
        new ExpectedDigest(
            session.card().sessionId(),
            personId,
            signer.keyId(),
            e,
            Purpose.valueOf(session.card().purpose().name()),
            clock.instant().plus(QrSession.SCANNED_LIFE));
    return expectations.register(digest).thenReturn(StatementView.of(bytes, e));
  }

  private static void requireStatement(QrSession session) {
    if (!session.card().purpose().confirmedByStatement()) {
      throw new ProblemException(
          QrProblem.NOT_CONFIRMABLE, "This kind of session has no statement to sign.");
    }
  }

  Mono<SessionView> confirm(UUID personId, UUID sessionId, ConfirmationRequest request) {
    Owner owner = new Owner(personId, request.deviceId());
    return locked(personId, sessionId)
        .flatMap(locked ->
            event(locked.session(), owner, request)
                .flatMap(event -> sessions.apply(locked, event)));
  }

  private Mono<SessionEvent> event(QrSession session, Owner owner, ConfirmationRequest request) {
    if (!session.card().purpose().confirmedByStatement()) {
      return Mono.just(new SessionEvent.Confirm(owner));
    }
    ConfirmationRequest.Signed signed = request.signed();
    if (signed == null) {
      return Mono.error(
          new ProblemException(
              CommonProblem.VALIDATION_FAILED,
              "LOGIN and BIND are confirmed with certificateId and signature."));
    }
    return signers
        .find(owner.personId(), signed.certificateId())
        .map(signer -> {
          byte[] bytes = statement(session, owner.personId(), signed.certificateId()).bytes();
          signer.requireSignature(bytes, signed.signature());
          requireExpectedEnterprise(session.card(), signer);
          return new SessionEvent.Finish(owner, signer.result());
        });
  }

  private static void requireExpectedEnterprise(SessionCard card, Signers.Signer signer) {
    SessionCard.ExpectedEnterprise expected = card.expected();
    if (expected != null && !signer.isFor(expected)) {
      throw new ProblemException(
          QrProblem.ENTERPRISE_MISMATCH,
          "The platform expects " + expected.name() + " (" + expected.uscc() + ").");
    }
  }

  Mono<SessionView> reject(UUID personId, UUID sessionId, String reason) {
    return locked(personId, sessionId)
        .flatMap(locked ->
            sessions.apply(
                locked, new SessionEvent.Reject(ownerOf(locked.session(), personId), reason)));
  }

  private Mono<StoredSession> locked(UUID personId, UUID sessionId) {
    return sessions.lock(sessionId).doOnNext(locked -> ownerOf(locked.session(), personId));
  }

  /// Somebody else's session does not exist for this person.
  private static Owner ownerOf(QrSession session, UUID personId) {
    Owner owner =
        switch (session) {
          case QrSession.Open open -> open.owner();
          case QrSession.Completed completed -> completed.owner();
          case QrSession.Rejected rejected -> rejected.owner();
          case QrSession.Expired expired -> expired.owner();
          case QrSession.Failed failed -> failed.owner();
        };
    if (owner == null || !owner.personId().equals(personId)) {
      throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such session.");
    }
    return owner;
  }

  private static SessionStatement statement(QrSession session, UUID personId, UUID certificateId) {
    SessionCard card = session.card();
    return new SessionStatement(
        card.purpose(), card.sessionId(), card.platformId(), personId, certificateId);
  }
}
