package org.bidseal.crypto.lock;

import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.envelope.EnvelopeHeader;
import org.bidseal.smcrypto.envelope.EnvelopeTerms;
import org.bidseal.smcrypto.policy.EventLock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Under which lock an opening's bids are sealed. Whoever seals holds the opening's row, so the
/// lock is not replaced meanwhile.
@Component
public class LockGate {
  private final Locks locks;

  LockGate(Locks locks) {
    this.locks = locks;
  }

  /// The lock that a bid for the opening is to be sealed under; empty if it needs none.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_READY] if it needs one
  ///   and has none that is ready: the opening takes no bids until then
  public Mono<Optional<EnvelopeTerms.Lock>> forSealing(UUID openingId) {
    return locks
        .isRequired(openingId)
        .flatMap(required ->
            required
                ? locks
                    .inForce(openingId)
                    .flatMap(lock -> Mono.justOrEmpty(ready(lock)))
                    .map(Optional::of)
                    .switchIfEmpty(Mono.error(() -> notReady(openingId)))
                : Mono.just(Optional.empty()));
  }

  /// The same for showing: empty as well while there is none that is ready.
  public Mono<EnvelopeTerms.Lock> find(UUID openingId) {
    return locks.inForce(openingId).flatMap(lock -> Mono.justOrEmpty(ready(lock)));
  }

  /// Whether the opening's bids are under a lock that nobody has released or given up.
  public Mono<Boolean> isHeldBack(UUID openingId) {
    return locks.isHeldBack(openingId);
  }

  private static Optional<EnvelopeTerms.Lock> ready(CommitteeLock lock) {
    Point key = lock.lockKey();
    return lock.state() == LockState.FORMING || key == null
        ? Optional.empty()
        : Optional.of(new EnvelopeTerms.Lock(lock.lockId(), key));
  }

  /// Completes if the header has just the lock that the opening's bids are sealed under now.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_READY], or [LockProblem
  ///   #HEADER_LOCK_DIFFERS] if it has another, or none, or one too many
  public Mono<Void> require(UUID openingId, byte[] encodedHeader) {
    return forSealing(openingId)
        .filter(wanted -> wanted.equals(lockOf(encodedHeader)))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.HEADER_LOCK_DIFFERS,
                    "The header's event lock is not the one of opening " + openingId + ".")))
        .then();
  }

  private static Optional<EnvelopeTerms.Lock> lockOf(byte[] encodedHeader) {
    Optional<EventLock> lock = EnvelopeHeader.parse(encodedHeader).eventLock();
    return lock.map(one -> new EnvelopeTerms.Lock(one.lockId(), one.lockKey()));
  }

  private static ProblemException notReady(UUID openingId) {
    return new ProblemException(
        LockProblem.LOCK_NOT_READY,
        "Opening " + openingId + " takes no bids until its event lock is ready.");
  }
}
