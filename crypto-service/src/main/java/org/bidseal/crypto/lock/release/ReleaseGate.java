package org.bidseal.crypto.lock.release;

import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockAct;
import org.bidseal.crypto.lock.LockActs;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockState;
import org.bidseal.crypto.lock.StatementKind;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whether a lock may be released now, by the database's clock, and whether a member has signed
/// that for the opening's present time.
@Component
public class ReleaseGate {
  private final Openings openings;
  private final LockActs acts;

  ReleaseGate(Openings openings, LockActs acts) {
    this.openings = openings;
    this.acts = acts;
  }

  /// The opening as it is now, if the lock may be released: from its time on until it is concluded;
  /// a rehearsal's at any time.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_STATE_FORBIDS], [LockProblem
  ///   #LOCK_NOT_DUE], OPENING_CONCLUDED
  public Mono<OpeningNow> due(CommitteeLock lock) {
    if (lock.state() != LockState.READY) {
      return Mono.error(LockDesk.forbidden(lock, "be released"));
    }
    return openings.ofEnvelope(lock.openingId()).doOnNext(read -> check(lock, read));
  }

  private static void check(CommitteeLock lock, OpeningNow read) {
    if (read.opening().concludedAt() != null) {
      throw Openings.concluded(read);
    }
    if (lock.purpose() == LockPurpose.EVENT && !read.opening().hasOpenedAt(read.now())) {
      throw new ProblemException(
              LockProblem.LOCK_NOT_DUE, "The opening opens at " + read.opening().opensAt() + ".")
          .with("opensAt", read.opening().opensAt())
          .with("serverTime", read.now());
    }
  }

  /// The member's signed release, if it is due and he signed it in this session for the opening's
  /// present time.
  ///
  /// @throws ProblemException (as the Mono's error) as [#due], or [LockProblem#RELEASE_NOT_SIGNED]
  public Mono<LockAct> signed(CommitteeLock lock, UUID sessionId, UUID personId) {
    return due(lock)
        .flatMap(read ->
            acts.find(lock.lockId(), StatementKind.RELEASE, sessionId, personId)
                .filter(act -> act.signature() != null)
                .filter(act -> read.opening().opensAt().equals(act.about().opensAt())))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.RELEASE_NOT_SIGNED,
                    "No release of lock " + lock.lockId() + " for the opening's present time.")));
  }
}
