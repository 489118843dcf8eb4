package org.bidseal.crypto.lock.codecrypt;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockState;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.release.ReleaseGate;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.lock.LockContribution;
import org.bidseal.smcrypto.sm2.Sm2Ciphertext;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Which of a lock's ciphertexts a member may decrypt now: the pieces while it is drawn, to check
/// them; his share only from the opening's time on and after he has signed its release.
@Component
class LockPieces {
  private final Locks locks;
  private final LockDesk desk;
  private final ReleaseGate gate;
  private final CryptoScheduler crypto;

  LockPieces(Locks locks, LockDesk desk, ReleaseGate gate, CryptoScheduler crypto) {
    this.locks = locks;
    this.desk = desk;
    this.gate = gate;
    this.crypto = crypto;
  }

  /// The point C1 of the ciphertext.
  ///
  /// @throws ProblemException (as the Mono's error) that says why not
  Mono<Point> c1(LockCoDecryptRequest request, UUID personId, UUID keyId) {
    return locks
        .find(request.lockId(), new Tenant.OfPerson(personId))
        .flatMap(lock -> Mono.justOrEmpty(lock.seatOf(personId)).map(seat -> new Own(lock, seat)))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_NOT_FOUND,
                    "You have no seat in lock " + request.lockId() + ".")))
        .doOnNext(own -> checkKey(own, keyId))
        .delayUntil(
            own -> desk.session(request.sessionId(), purpose(request), request.lockId(), personId))
        .flatMap(own ->
            isShare(request)
                ? gate.signed(own.lock(), request.sessionId(), personId)
                    .then(Mono.fromCallable(() -> share(own)))
                : piece(own, request));
  }

  private record Own(CommitteeLock lock, Seat seat) {}

  private static boolean isShare(LockCoDecryptRequest request) {
    return request.part().equals(LockCoDecryptRequest.SHARE);
  }

  private static SessionPurpose purpose(LockCoDecryptRequest request) {
    return isShare(request) ? SessionPurpose.LOCK_RELEASE : SessionPurpose.LOCK;
  }

  private static void checkKey(Own own, UUID keyId) {
    if (!own.seat().keyId().equals(keyId)) {
      throw new ProblemException(
          CryptoProblem.NOT_A_RECIPIENT, "Nothing was encrypted to this key for the lock.");
    }
  }

  private static Point share(Own own) {
    Octets share = own.seat().encryptedShare();
    if (share == null) {
      throw new IllegalStateException("a lock that is ready has the shares of all members");
    }
    return Sm2Ciphertext.ofDer(share.bytes()).c1();
  }

  private Mono<Point> piece(Own own, LockCoDecryptRequest request) {
    CommitteeLock lock = own.lock();
    int dealer = Integer.parseInt(request.part());
    if (dealer > lock.seats().size()) {
      return Mono.error(
          new ProblemException(
              LockProblem.LOCK_NOT_FOUND, "The lock has no member " + dealer + "."));
    }
    if (lock.state() != LockState.FORMING
        || !lock.isContributed()
        || own.seat().encryptedShare() != null) {
      return Mono.error(LockDesk.forbidden(lock, "have its pieces decrypted"));
    }
    return crypto.run(() -> c1(lock, dealer, own.seat().position()));
  }

  private static Point c1(CommitteeLock lock, int dealer, int position) {
    Octets contribution = lock.seats().get(dealer - 1).contribution();
    if (contribution == null) {
      throw new IllegalStateException("all have contributed");
    }
    return LockContribution.parse(contribution.bytes(), lock.terms())
        .pieces()
        .get(position - 1)
        .c1();
  }
}
