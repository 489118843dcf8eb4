package org.bidseal.crypto.lock;

import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.ConfirmedSession;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.problem.ProblemException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Where members' steps begin: the lock, the member's seat, his session.
@Component
public class LockDesk {
  private final Locks locks;
  private final LockActs acts;
  private final Openings openings;
  private final QrSessions sessions;

  LockDesk(Locks locks, LockActs acts, Openings openings, QrSessions sessions) {
    this.locks = locks;
    this.acts = acts;
    this.openings = openings;
    this.sessions = sessions;
  }

  /// A lock and the seat of the person who acts.
  public record Taken(CommitteeLock lock, Seat seat) {}

  /// The lock, its row locked until the transaction ends, if the person has a seat in it.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_FOUND], to bidders too,
  ///   who may see it and have nothing to do with it
  public Mono<Taken> take(UUID openingId, UUID lockId, UUID personId) {
    return locks
        .lock(openingId, lockId, new Tenant.OfPerson(personId))
        .flatMap(lock -> Mono.justOrEmpty(lock.seatOf(personId)).map(seat -> new Taken(lock, seat)))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_NOT_FOUND, "You have no seat in lock " + lockId + ".")));
  }

  /// The session, if the person confirmed it for this step and this lock.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_SESSION_NOT_CONFIRMED]
  public Mono<ConfirmedSession> session(
      UUID sessionId, SessionPurpose purpose, UUID subject, UUID personId) {
    return sessions
        .findConfirmed(sessionId, purpose, subject, personId)
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_SESSION_NOT_CONFIRMED,
                    "Session " + sessionId + " is not confirmed by you for this step.")));
  }

  /// The lock as it is now.
  public Mono<LockView> show(UUID openingId, UUID lockId, Tenant tenant) {
    return locks.get(openingId, lockId, tenant).flatMap(this::show);
  }

  /// All locks of an opening that the tenant may see, the newest first.
  ///
  /// @throws ProblemException (as the Mono's error) OPENING_NOT_FOUND if he sees none, and not the
  ///   opening either
  public Mono<List<LockView>> list(UUID openingId, Tenant tenant) {
    return locks
        .ofOpening(openingId, tenant)
        .concatMap(this::show)
        .collectList()
        .delayUntil(seen -> seen.isEmpty() ? openings.get(openingId, tenant) : Mono.empty());
  }

  private Mono<LockView> show(CommitteeLock lock) {
    return acts.signed(lock.lockId()).collectList().map(signed -> LockView.of(lock, signed));
  }

  /// The refusal of a step that the lock's state does not allow.
  public static ProblemException forbidden(CommitteeLock lock, String step) {
    return new ProblemException(
            LockProblem.LOCK_STATE_FORBIDS,
            "Lock " + lock.lockId() + " is " + lock.state() + "; it cannot " + step + ".")
        .with("state", lock.state().name());
  }
}
