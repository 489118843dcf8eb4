package org.bidseal.crypto.rehearsal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.envelope.Recipient;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.BidProblem;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.rehearsal.RehearsalRequests.AnswerRehearsal;
import org.bidseal.crypto.rehearsal.RehearsalRequests.BeginRehearsal;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearsalBegun;
import org.bidseal.crypto.rehearsal.RehearsalRequests.RehearsalEnded;
import org.bidseal.database.DatabaseClock;
import org.bidseal.database.Transactions;
import org.bidseal.identityview.Certificates;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.smcrypto.Hex;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/// Lets a recipient, or who holds a backup of his key, try to open a canary instead of the bid, in
/// a session of its own, until the opening's time. Begin and answer run in the caller's
/// transaction.
@Service
class RehearsalDesk {
  private final Envelopes envelopes;
  private final Rehearsals rehearsals;
  private final RehearsalNews news;
  private final QrSessions sessions;
  private final Certificates certificates;
  private final DatabaseClock clock;
  private final Transactions transactions;
  private final CryptoScheduler crypto;
  private final SecureRandom random;
  private final Ids ids;

  RehearsalDesk(
      Envelopes envelopes,
      Rehearsals rehearsals,
      RehearsalNews news,
      QrSessions sessions,
      Certificates certificates,
      DatabaseClock clock,
      Transactions transactions,
      CryptoScheduler crypto,
      SecureRandom random,
      Ids ids) {
    this.envelopes = envelopes;
    this.rehearsals = rehearsals;
    this.news = news;
    this.sessions = sessions;
    this.certificates = certificates;
    this.clock = clock;
    this.transactions = transactions;
    this.crypto = crypto;
    this.random = random;
    this.ids = ids;
  }

  Mono<RehearsalBegun> begin(UUID envelopeId, UUID personId, BeginRehearsal wish) {
    return envelopes
        .find(envelopeId, new Tenant.OfPerson(personId))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .flatMap(
            envelope -> envelope instanceof Sealed sealed ? Mono.just(sealed) : Mono.error(over()))
        .delayUntil(_ ->
            sessions.getConfirmed(wish.sessionId(), SessionPurpose.REHEARSE, envelopeId, personId))
        .flatMap(envelope -> begin(envelope, personId, wish));
  }

  private Mono<RehearsalBegun> begin(Sealed envelope, UUID personId, BeginRehearsal wish) {
    Recipient recipient = recipient(envelope, wish.keyId());
    UUID id = ids.next();
    return Mono.zip(inForce(recipient), crypto.run(() -> Canary.draw(id, recipient, random)))
        .delayUntil(both ->
            rehearsals
                .begin(
                    new Rehearsal(
                        id,
                        envelope.part().envelopeId(),
                        wish.keyId(),
                        personId,
                        wish.sessionId(),
                        both.getT2().encrypted(),
                        both.getT2().answer(),
                        both.getT1()))
                .flatMap(begun -> begun ? Mono.just(true) : Mono.error(over())))
        .map(Tuple2::getT2)
        .map(canary -> new RehearsalBegun(id, canary.encrypted().base64(), canary.nonce()));
  }

  private Mono<Boolean> inForce(Recipient recipient) {
    return certificates
        .find(recipient.certificateId())
        .zipWith(clock.now(), (certificate, now) -> certificate.inForceAt(now))
        .defaultIfEmpty(false);
  }

  private static Recipient recipient(Envelope.Closed envelope, UUID keyId) {
    return envelope.seal().addressing().recipients().stream()
        .filter(recipient -> recipient.keyId().equals(keyId))
        .findFirst()
        .orElseThrow(() ->
            new ProblemException(
                CryptoProblem.NOT_A_RECIPIENT, "The key is not among the envelope's recipients."));
  }

  /// The point to be co-decrypted, if this person may rehearse now.
  Mono<Point> c1(UUID rehearsalId, UUID sessionId, UUID personId, UUID keyId) {
    return get(rehearsalId, personId)
        .filter(rehearsal -> rehearsal.keyId().equals(keyId))
        .filter(rehearsal -> rehearsal.sessionId().equals(sessionId))
        .switchIfEmpty(Mono.error(() -> notFound(rehearsalId)))
        .delayUntil(rehearsal ->
            sessions.getConfirmed(
                sessionId, SessionPurpose.REHEARSE, rehearsal.envelopeId(), personId))
        .map(rehearsal -> Sm2Ciphertext.ofDer(rehearsal.canary().bytes()).c1());
  }

  Mono<RehearsalEnded> answer(UUID envelopeId, UUID personId, AnswerRehearsal wish) {
    return get(wish.rehearsalId(), personId)
        .filter(rehearsal -> rehearsal.envelopeId().equals(envelopeId))
        .switchIfEmpty(Mono.error(() -> notFound(wish.rehearsalId())))
        .flatMap(rehearsal ->
            end(rehearsal, isAnswer(rehearsal, wish.canary()) ? null : "WRONG_CANARY"));
  }

  /// The co-decryption was refused for a reason that would have stopped the bid's opening too.
  Mono<Void> refused(UUID rehearsalId, UUID personId, CryptoProblem reason) {
    return rehearsals
        .find(rehearsalId, personId)
        .flatMap(rehearsal -> end(rehearsal, reason.name()))
        .as(transactions::inTransaction)
        .then();
  }

  private Mono<RehearsalEnded> end(Rehearsal rehearsal, @Nullable String reason) {
    return rehearsals
        .finish(rehearsal.rehearsalId(), reason)
        .switchIfEmpty(Mono.error(() -> notFound(rehearsal.rehearsalId())))
        .delayUntil(at -> news.ended(rehearsal, reason, at))
        .map(_ -> new RehearsalEnded(reason == null, rehearsal.certificateInForce()));
  }

  private static boolean isAnswer(Rehearsal rehearsal, String canary) {
    byte[] opened = Hex.decode(canary, Canary.BYTES);
    try {
      return Canary.hash(rehearsal.rehearsalId(), opened).equals(rehearsal.answer());
    } finally {
      Arrays.fill(opened, (byte) 0);
    }
  }

  private Mono<Rehearsal> get(UUID rehearsalId, UUID personId) {
    return rehearsals
        .find(rehearsalId, personId)
        .switchIfEmpty(Mono.error(() -> notFound(rehearsalId)));
  }

  private static ProblemException notFound(UUID rehearsalId) {
    return new ProblemException(
        BidProblem.REHEARSAL_NOT_FOUND, "No rehearsal of yours goes on as " + rehearsalId + ".");
  }

  private static ProblemException over() {
    return new ProblemException(
        BidProblem.REHEARSAL_NOT_NOW, "The bid is not sealed, or its opening has come.");
  }
}
