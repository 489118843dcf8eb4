package org.bidseal.crypto.decryption;

import java.util.UUID;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.Concluded;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.NotYetOpen;
import org.bidseal.crypto.codecrypt.DecryptableEnvelope.WindowClosed;
import org.bidseal.crypto.envelope.DecryptionStart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Decrypted;
import org.bidseal.crypto.envelope.Envelope.Decrypting;
import org.bidseal.crypto.envelope.Envelope.Judged;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.Envelope.OpenedByFallback;
import org.bidseal.crypto.envelope.Envelope.Retracted;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChanges;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Who may hand in a key, or a share of one, now: a recipient whose phone confirmed the session, of
/// a sealed bid, in the opening's window. Locks the envelope in the caller's transaction.
@Component
class Admissions {
  private final Envelopes envelopes;
  private final Openings openings;
  private final TenderChanges changes;
  private final QrSessions sessions;
  private final Ids ids;

  Admissions(
      Envelopes envelopes, Openings openings, TenderChanges changes, QrSessions sessions, Ids ids) {
    this.envelopes = envelopes;
    this.openings = openings;
    this.changes = changes;
    this.sessions = sessions;
    this.ids = ids;
  }

  /// @param recipient whose key it is
  /// @param start the decryption, should it begin by this key
  record Admitted(Openable envelope, Recipient recipient, DecryptionStart start) {
    UUID envelopeId() {
      return envelope.part().envelopeId();
    }

    UUID openingId() {
      return envelope.part().openingId();
    }

    int threshold() {
      return envelope.seal().addressing().threshold();
    }

    EnvelopeHeader header() {
      return EnvelopeHeader.parse(envelope.seal().description().header().bytes());
    }
  }

  Mono<Admitted> admit(UUID envelopeId, UUID personId, UUID sessionId, UUID keyId) {
    Tenant tenant = new Tenant.OfPerson(personId);
    return envelopes
        .find(envelopeId, tenant)
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .then(sessions.getConfirmed(sessionId, SessionPurpose.DECRYPT, envelopeId, personId))
        .then(Mono.defer(() -> envelopes.lock(envelopeId, tenant)))
        .flatMap(Admissions::openable)
        .flatMap(envelope -> admit(envelope, personId, sessionId, keyId));
  }

  private Mono<Admitted> admit(Openable envelope, UUID personId, UUID sessionId, UUID keyId) {
    return openings
        .ofEnvelope(envelope.part().openingId())
        .doOnNext(Admissions::checkTime)
        .delayUntil(_ -> changes.requireNotExcluded(envelope.part().envelopeId()))
        .map(read ->
            new Admitted(
                envelope,
                recipient(envelope, keyId),
                new DecryptionStart(ids.next(), sessionId, personId, keyId, read.now())));
  }

  private static Recipient recipient(Openable envelope, UUID keyId) {
    return envelope.seal().addressing().recipients().stream()
        .filter(recipient -> recipient.keyId().equals(keyId))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                CryptoProblem.NOT_A_RECIPIENT, "The key is not among the envelope's recipients."));
  }

  private static Mono<Openable> openable(Envelope envelope) {
    return switch (envelope) {
      case Openable openable -> Mono.just(openable);
      case Unsealed _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.ENVELOPE_NOT_SEALED, "The envelope was never sealed."));
      case Superseded superseded ->
          Mono.error(
              new ProblemException(
                      CryptoProblem.ENVELOPE_SUPERSEDED,
                      "Envelope " + superseded.successor() + " took its place.")
                  .with("successor", superseded.successor()));
      case Retracted _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.ENVELOPE_RETRACTED, "The bidder took the envelope back."));
      case Judged _ ->
          Mono.error(
              new ProblemException(
                  CryptoProblem.OPENING_CONCLUDED,
                  "The opening is concluded; the envelope is in state " + envelope.state() + "."));
      case Decrypting _, Decrypted _, OpenedByFallback _ ->
          Mono.error(
              new ProblemException(
                      CryptoProblem.ALREADY_DECRYPTED,
                      "The envelope is in state " + envelope.state() + ".")
                  .with("state", envelope.state().name()));
    };
  }

  private static void checkTime(OpeningNow read) {
    OpeningGate.refusal(read)
        .ifPresent(refusal -> {
          throw problem(refusal);
        });
  }

  private static ProblemException problem(DecryptableEnvelope refusal) {
    return switch (refusal) {
      case NotYetOpen(var opensAt, var now) ->
          new ProblemException(
                  CryptoProblem.OPENING_NOT_OPEN, "The opening opens at " + opensAt + ".")
              .with("opensAt", opensAt)
              .with("serverTime", now);
      case WindowClosed(var closedAt, var now) ->
          new ProblemException(
                  CryptoProblem.DECRYPTION_WINDOW_CLOSED,
                  "The decryption window closed at " + closedAt + ".")
              .with("closedAt", closedAt)
              .with("serverTime", now);
      case Concluded(var concludedAt, var now) ->
          new ProblemException(
                  CryptoProblem.OPENING_CONCLUDED,
                  "The opening was concluded at " + concludedAt + ".")
              .with("concludedAt", concludedAt)
              .with("serverTime", now);
      default -> throw new IllegalArgumentException("no matter of time: " + refusal);
    };
  }
}
