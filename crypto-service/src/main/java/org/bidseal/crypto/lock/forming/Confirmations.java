package org.bidseal.crypto.lock.forming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.lock.LockAct;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockDesk.Taken;
import org.bidseal.crypto.lock.LockRecords;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockSigning;
import org.bidseal.crypto.lock.LockState;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.StatementKind;
import org.bidseal.crypto.lock.forming.FormingRequests.Complain;
import org.bidseal.crypto.lock.forming.FormingRequests.Confirm;
import org.bidseal.crypto.lock.news.LockNews;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Each member says that every piece that he was sent is true, or whose is not. Runs in the
/// caller's transaction.
@Service
class Confirmations {
  private final LockDesk desk;
  private final LockRecords records;
  private final LockSigning signing;
  private final LockNews news;
  private final CryptoScheduler crypto;

  Confirmations(
      LockDesk desk,
      LockRecords records,
      LockSigning signing,
      LockNews news,
      CryptoScheduler crypto) {
    this.desk = desk;
    this.records = records;
    this.signing = signing;
    this.news = news;
    this.crypto = crypto;
  }

  Mono<LockStepView> begin(UUID openingId, UUID personId, Confirm wish) {
    return begin(
        openingId,
        personId,
        wish.lockId(),
        wish.sessionId(),
        (taken, transcript) -> confirmation(taken, transcript, wish));
  }

  Mono<LockStepView> begin(UUID openingId, UUID personId, Complain wish) {
    return begin(
        openingId,
        personId,
        wish.lockId(),
        wish.sessionId(),
        (taken, transcript) -> complaint(taken, transcript, wish));
  }

  /// What a member says of the transcript.
  @FunctionalInterface
  private interface Word {
    LockSigning.Step of(Taken taken, LockTranscript transcript);
  }

  private Mono<LockStepView> begin(
      UUID openingId, UUID personId, UUID lockId, UUID sessionId, Word word) {
    return desk.take(openingId, lockId, personId)
        .doOnNext(Confirmations::checkDrawn)
        .flatMap(taken ->
            desk.session(sessionId, SessionPurpose.LOCK, lockId, personId)
                .flatMap(session ->
                    crypto
                        .run(() -> word.of(taken, taken.lock().transcript()))
                        .flatMap(step -> signing.begin(step, session))));
  }

  private static void checkDrawn(Taken taken) {
    if (taken.lock().state() != LockState.FORMING
        || !taken.lock().isContributed()
        || taken.seat().encryptedShare() != null) {
      throw LockDesk.forbidden(taken.lock(), "take your word on its transcript");
    }
  }

  private static LockSigning.Step confirmation(
      Taken taken, LockTranscript transcript, Confirm wish) {
    Octets share = share(wish);
    return new LockSigning.Step(
        wish.lockId(),
        StatementKind.CONFIRMATION,
        taken.seat().enterpriseId(),
        LockStatement.confirmation(transcript, Sm3Hash.of(share.bytes())),
        LockAct.About.of(share));
  }

  private static Octets share(Confirm wish) {
    try {
      Octets share = Octets.ofBase64(wish.encryptedShare());
      if (Sm2Ciphertext.ofDer(share.bytes()).c2().length == Scalar.BYTES) {
        return share;
      }
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          LockProblem.SHARE_NOT_VALID, "The encrypted share is no SM2Cipher.", e);
    }
    throw new ProblemException(LockProblem.SHARE_NOT_VALID, "The encrypted share holds no scalar.");
  }

  private static LockSigning.Step complaint(Taken taken, LockTranscript transcript, Complain wish) {
    if (wish.dealer() > taken.lock().seats().size()) {
      throw new ProblemException(
          LockProblem.LOCK_NOT_FOUND, "The lock has no member " + wish.dealer() + ".");
    }
    return new LockSigning.Step(
        wish.lockId(),
        StatementKind.COMPLAINT,
        taken.seat().enterpriseId(),
        LockStatement.complaint(transcript, wish.dealer()),
        LockAct.About.of(Octets.of(Integer.toString(wish.dealer()).getBytes(UTF_8))));
  }

  Mono<LockView> confirm(UUID openingId, UUID personId, LockStepSignature wish) {
    return signed(StatementKind.CONFIRMATION, openingId, personId, wish);
  }

  Mono<LockView> complain(UUID openingId, UUID personId, LockStepSignature wish) {
    return signed(StatementKind.COMPLAINT, openingId, personId, wish);
  }

  private Mono<LockView> signed(
      StatementKind kind, UUID openingId, UUID personId, LockStepSignature wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .doOnNext(Confirmations::checkDrawn)
        .flatMap(taken ->
            signing
                .sign(kind, personId, taken.seat().enterpriseId(), wish)
                .flatMap(act -> keep(taken, act)))
        .then(Mono.defer(() -> desk.show(openingId, wish.lockId(), new Tenant.OfPerson(personId))));
  }

  private Mono<Void> keep(Taken taken, LockAct act) {
    Mono<Void> done = Mono.defer(() -> news.stepDone(taken.lock(), act));
    return act.kind() == StatementKind.COMPLAINT
        ? records
            .failed(taken.lock().lockId())
            .then(done)
            .then(Mono.defer(() -> news.failed(taken.lock())))
        : keepShare(taken, act).then(done).then(Mono.defer(() -> readyIfLast(taken)));
  }

  private Mono<Void> keepShare(Taken taken, LockAct act) {
    Octets share = act.about().content();
    return share == null
        ? Mono.error(new IllegalStateException("a confirmation without content"))
        : records.confirmed(taken.lock().lockId(), taken.seat().position(), share);
  }

  private Mono<Void> readyIfLast(Taken taken) {
    boolean last =
        taken.lock().seats().stream()
            .filter(seat -> seat.position() != taken.seat().position())
            .map(Seat::encryptedShare)
            .allMatch(share -> share != null);
    return last
        ? records
            .ready(taken.lock().lockId())
            .then(crypto.run(() -> taken.lock().transcript()))
            .flatMap(transcript -> news.ready(taken.lock(), transcript))
        : Mono.empty();
  }
}
