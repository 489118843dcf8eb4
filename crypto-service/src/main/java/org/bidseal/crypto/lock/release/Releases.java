package org.bidseal.crypto.lock.release;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockAct;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockDesk.Taken;
import org.bidseal.crypto.lock.LockRecords;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockSigning;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.lock.StatementKind;
import org.bidseal.crypto.lock.news.LockNews;
import org.bidseal.crypto.lock.release.ReleaseRequests.GiveShare;
import org.bidseal.crypto.lock.release.ReleaseRequests.Release;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// A member signs that he releases the lock, then gives his share. With the last share that is
/// needed the lock's secret is put together and kept, wrapped, until the opening is concluded. Runs
/// in the caller's transaction.
@Service
class Releases {
  private final LockDesk desk;
  private final Locks locks;
  private final LockRecords records;
  private final LockSigning signing;
  private final ReleaseGate gate;
  private final LockCustody custody;
  private final LockNews news;
  private final CryptoScheduler crypto;

  Releases(
      LockDesk desk,
      Locks locks,
      LockRecords records,
      LockSigning signing,
      ReleaseGate gate,
      LockCustody custody,
      LockNews news,
      CryptoScheduler crypto) {
    this.desk = desk;
    this.locks = locks;
    this.records = records;
    this.signing = signing;
    this.gate = gate;
    this.custody = custody;
    this.news = news;
    this.crypto = crypto;
  }

  Mono<LockStepView> begin(UUID openingId, UUID personId, Release wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .flatMap(taken ->
            gate.due(taken.lock())
                .flatMap(read ->
                    desk.session(
                            wish.sessionId(), SessionPurpose.LOCK_RELEASE, wish.lockId(), personId)
                        .flatMap(session ->
                            signing.begin(step(taken, read.opening().opensAt()), session))));
  }

  private static LockSigning.Step step(Taken taken, Instant opensAt) {
    CommitteeLock lock = taken.lock();
    return new LockSigning.Step(
        lock.lockId(),
        StatementKind.RELEASE,
        taken.seat().enterpriseId(),
        LockStatement.release(lock.purpose(), lock.lockId(), lock.openingId(), opensAt),
        new LockAct.About(null, opensAt, null));
  }

  Mono<LockView> sign(UUID openingId, UUID personId, LockStepSignature wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .delayUntil(taken -> gate.due(taken.lock()))
        .flatMap(taken ->
            signing.sign(StatementKind.RELEASE, personId, taken.seat().enterpriseId(), wish))
        .then(show(openingId, wish.lockId(), personId));
  }

  /// Takes a share that its member decrypted.
  Mono<LockView> give(UUID openingId, UUID personId, GiveShare wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .flatMap(taken ->
            gate.signed(taken.lock(), wish.sessionId(), personId)
                .flatMap(act -> give(taken, act, wish)))
        .then(show(openingId, wish.lockId(), personId));
  }

  private Mono<Void> give(Taken taken, LockAct act, GiveShare wish) {
    UUID lockId = taken.lock().lockId();
    return crypto
        .run(() -> custody.accept(taken.lock(), taken.seat(), wish.share()))
        .flatMap(share -> records.gave(lockId, taken.seat().position(), share))
        .then(Mono.defer(() -> news.stepDone(taken.lock(), act)))
        .then(Mono.defer(() -> locks.get(taken.lock().openingId(), lockId, member(taken))))
        .filter(lock -> lock.sharesGiven() >= lock.threshold())
        .flatMap(this::release);
  }

  private static Tenant member(Taken taken) {
    return new Tenant.OfPerson(taken.seat().personId());
  }

  private Mono<Void> release(CommitteeLock lock) {
    return crypto
        .run(() -> custody.combine(lock))
        .flatMap(secret ->
            lock.purpose() == LockPurpose.EVENT
                ? records.released(lock.lockId(), secret)
                : records.rehearsed(lock.lockId()))
        .then(Mono.defer(() -> news.released(lock)));
  }

  private Mono<LockView> show(UUID openingId, UUID lockId, UUID personId) {
    return Mono.defer(() -> desk.show(openingId, lockId, new Tenant.OfPerson(personId)));
  }
}
