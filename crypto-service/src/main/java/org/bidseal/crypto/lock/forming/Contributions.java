package org.bidseal.crypto.lock.forming;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.lock.CommitteeLock;
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
import org.bidseal.crypto.lock.forming.FormingRequests.Contribute;
import org.bidseal.crypto.lock.news.LockNews;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.lock.LockStatement;
import org.bidseal.smcrypto.lock.LockTerms;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Each member puts in a secret of his own, signed. Runs in the caller's transaction.
@Service
class Contributions {
  private final LockDesk desk;
  private final LockRecords records;
  private final LockSigning signing;
  private final LockNews news;
  private final CryptoScheduler crypto;

  Contributions(
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

  Mono<LockStepView> begin(UUID openingId, UUID personId, Contribute wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .doOnNext(Contributions::checkOpen)
        .flatMap(taken ->
            desk.session(wish.sessionId(), SessionPurpose.LOCK, wish.lockId(), personId)
                .flatMap(session ->
                    crypto
                        .run(() -> step(taken, wish))
                        .flatMap(step -> signing.begin(step, session))));
  }

  private static void checkOpen(Taken taken) {
    if (taken.lock().state() != LockState.FORMING || taken.seat().contribution() != null) {
      throw LockDesk.forbidden(taken.lock(), "take a contribution of yours");
    }
  }

  private static LockSigning.Step step(Taken taken, Contribute wish) {
    Octets bytes = decoded(wish);
    LockTerms terms = taken.lock().terms();
    LockContribution contribution = parsed(bytes, terms);
    if (!contribution.holds(terms, taken.seat().position())) {
      throw notValid("Its proof is not of this member for this lock.", null);
    }
    return new LockSigning.Step(
        wish.lockId(),
        StatementKind.CONTRIBUTION,
        taken.seat().enterpriseId(),
        LockStatement.contribution(terms, contribution.digest()),
        LockAct.About.of(bytes));
  }

  private static Octets decoded(Contribute wish) {
    try {
      return Octets.ofBase64(wish.contribution());
    } catch (IllegalArgumentException e) {
      throw notValid("It is not base64.", e);
    }
  }

  private static LockContribution parsed(Octets bytes, LockTerms terms) {
    try {
      return LockContribution.parse(bytes.bytes(), terms);
    } catch (IllegalArgumentException e) {
      throw notValid("It cannot be read: " + e.getMessage() + ".", e);
    }
  }

  Mono<LockView> sign(UUID openingId, UUID personId, LockStepSignature wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .doOnNext(Contributions::checkOpen)
        .flatMap(taken ->
            signing
                .sign(StatementKind.CONTRIBUTION, personId, taken.seat().enterpriseId(), wish)
                .flatMap(act -> keep(taken, act)))
        .then(Mono.defer(() -> desk.show(openingId, wish.lockId(), new Tenant.OfPerson(personId))));
  }

  private Mono<Void> keep(Taken taken, LockAct act) {
    Octets content = act.about().content();
    if (content == null) {
      return Mono.error(new IllegalStateException("a contribution without content"));
    }
    CommitteeLock lock = with(taken.lock(), taken.seat(), content);
    return records
        .contributed(lock.lockId(), taken.seat().position(), content)
        .then(Mono.defer(() -> lock.isContributed() ? draw(lock) : Mono.<Void>empty()))
        .then(Mono.defer(() -> news.stepDone(lock, act)));
  }

  private Mono<Void> draw(CommitteeLock lock) {
    return crypto
        .run(() -> transcript(lock))
        .flatMap(transcript ->
            records.drawn(lock.lockId(), transcript.lockKey(), transcript.digest().hex()));
  }

  /// The last one to contribute can have chosen his so that all cancel each other out.
  private static LockTranscript transcript(CommitteeLock lock) {
    try {
      return lock.transcript();
    } catch (IllegalArgumentException e) {
      throw notValid("With the others' it makes no key: " + e.getMessage() + ".", e);
    }
  }

  private static CommitteeLock with(CommitteeLock lock, Seat contributor, Octets content) {
    List<Seat> seats = new ArrayList<>();
    for (Seat seat : lock.seats()) {
      seats.add(seat.position() == contributor.position() ? seat.contributing(content) : seat);
    }
    return lock.seating(seats);
  }

  private static ProblemException notValid(String detail, @Nullable Throwable cause) {
    return cause == null
        ? new ProblemException(LockProblem.CONTRIBUTION_NOT_VALID, detail)
        : new ProblemException(LockProblem.CONTRIBUTION_NOT_VALID, detail, cause);
  }
}
