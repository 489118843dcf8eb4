package org.bidseal.crypto.lock.waiver;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Openable;
import org.bidseal.crypto.envelope.EnvelopeProblems;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockAct;
import org.bidseal.crypto.lock.LockActs;
import org.bidseal.crypto.lock.LockDesk;
import org.bidseal.crypto.lock.LockDesk.Taken;
import org.bidseal.crypto.lock.LockRecords;
import org.bidseal.crypto.lock.LockRequests.LockStepSignature;
import org.bidseal.crypto.lock.LockRequests.LockStepView;
import org.bidseal.crypto.lock.LockSigning;
import org.bidseal.crypto.lock.LockState;
import org.bidseal.crypto.lock.LockView;
import org.bidseal.crypto.lock.Locks;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.StatementKind;
import org.bidseal.crypto.lock.news.LockNews;
import org.bidseal.crypto.lock.waiver.WaiverRequests.BeginWaiver;
import org.bidseal.crypto.lock.waiver.WaiverRequests.ProposeWaiver;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockStatement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The platform proposes to give a lock up, every member who is left signs, and each bidder for his
/// own bid. Runs in the caller's transaction.
@Service
class Waivers {
  private final Locks locks;
  private final LockActs acts;
  private final LockDesk desk;
  private final LockRecords records;
  private final LockSigning signing;
  private final LockNews news;
  private final Envelopes envelopes;

  Waivers(
      Locks locks,
      LockActs acts,
      LockDesk desk,
      LockRecords records,
      LockSigning signing,
      LockNews news,
      Envelopes envelopes) {
    this.locks = locks;
    this.acts = acts;
    this.desk = desk;
    this.records = records;
    this.signing = signing;
    this.news = news;
    this.envelopes = envelopes;
  }

  /// The platform says who is lost. Another proposal takes the place of this one until it is
  /// signed.
  Mono<LockView> propose(UUID openingId, Tenant tenant, ProposeWaiver wish) {
    return locks
        .lock(openingId, wish.lockId(), tenant)
        .doOnNext(lock -> checkProposal(lock, wish))
        .delayUntil(lock -> checkNobodySigned(lock))
        .flatMap(lock ->
            records.proposeWaiver(lock.lockId(), wish.reason(), wish.lost().toArray(UUID[]::new)))
        .then(Mono.defer(() -> desk.show(openingId, wish.lockId(), tenant)));
  }

  private static void checkProposal(CommitteeLock lock, ProposeWaiver wish) {
    if (lock.state() != LockState.READY || lock.purpose() != LockPurpose.EVENT) {
      throw LockDesk.forbidden(lock, "be given up");
    }
    Set<UUID> left = new HashSet<>();
    lock.seats().forEach(seat -> left.add(seat.personId()));
    if (!left.containsAll(wish.lost())) {
      throw new ProblemException(LockProblem.LOCK_NOT_FOUND, "Somebody lost has no seat in it.");
    }
    left.removeAll(Set.copyOf(wish.lost()));
    if (left.size() >= lock.threshold()) {
      throw new ProblemException(
          LockProblem.QUORUM_NOT_LOST,
          left.size() + " members are left, and " + lock.threshold() + " can release it.");
    }
  }

  private Mono<Void> checkNobodySigned(CommitteeLock lock) {
    return acts.signed(lock.lockId())
        .filter(signed -> isWaiver(signed.act().kind()))
        .hasElements()
        .filter(any -> !any)
        .switchIfEmpty(
            Mono.error(() -> LockDesk.forbidden(lock, "have its waiver changed once signed")))
        .then();
  }

  private static boolean isWaiver(StatementKind kind) {
    return kind == StatementKind.WAIVER || kind == StatementKind.BID_WAIVER;
  }

  Mono<LockStepView> begin(UUID openingId, UUID personId, BeginWaiver wish) {
    UUID envelopeId = wish.envelopeId();
    return envelopeId == null
        ? beginMember(openingId, personId, wish)
        : beginBidder(openingId, personId, envelopeId, wish);
  }

  private Mono<LockStepView> beginMember(UUID openingId, UUID personId, BeginWaiver wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .delayUntil(Waivers::checkLeft)
        .flatMap(taken ->
            desk.session(wish.sessionId(), SessionPurpose.LOCK_WAIVER, wish.lockId(), personId)
                .flatMap(session ->
                    signing.begin(
                        new LockSigning.Step(
                            wish.lockId(),
                            StatementKind.WAIVER,
                            taken.seat().enterpriseId(),
                            statement(taken.lock(), null),
                            LockAct.About.NOTHING),
                        session)));
  }

  private static Mono<Void> checkLeft(Taken taken) {
    return taken.seat().lost()
        ? Mono.error(LockDesk.forbidden(taken.lock(), "be given up by a member who is lost"))
        : checkProposed(taken.lock(), LockState.READY);
  }

  private static Mono<Void> checkProposed(CommitteeLock lock, LockState... states) {
    return lock.waiverReason() != null && List.of(states).contains(lock.state())
        ? Mono.empty()
        : Mono.error(LockDesk.forbidden(lock, "be given up"));
  }

  private static LockStatement statement(CommitteeLock lock, @Nullable Sm3Hash headerSm3) {
    return LockStatement.waiver(
        lock.lockId(), lock.openingId(), String.valueOf(lock.waiverReason()), headerSm3);
  }

  private Mono<LockStepView> beginBidder(
      UUID openingId, UUID personId, UUID envelopeId, BeginWaiver wish) {
    return locks
        .lock(openingId, wish.lockId(), new Tenant.OfPerson(personId))
        .delayUntil(lock -> checkProposed(lock, LockState.READY, LockState.WAIVED))
        .zipWith(own(openingId, envelopeId, personId))
        .flatMap(both ->
            desk.session(wish.sessionId(), SessionPurpose.WAIVE, envelopeId, personId)
                .flatMap(session ->
                    signing.begin(
                        new LockSigning.Step(
                            wish.lockId(),
                            StatementKind.BID_WAIVER,
                            both.getT2().part().enterpriseId(),
                            statement(both.getT1(), both.getT2().seal().description().headerSm3()),
                            new LockAct.About(null, null, envelopeId)),
                        session)));
  }

  /// A bid of the person's that waits to be opened.
  private Mono<Openable> own(UUID openingId, UUID envelopeId, UUID personId) {
    return envelopes
        .find(envelopeId, new Tenant.OfPerson(personId))
        .filter(envelope -> envelope.part().openingId().equals(openingId))
        .switchIfEmpty(Mono.error(() -> EnvelopeProblems.notFound(envelopeId)))
        .delayUntil(_ -> envelopes.requireLeader(envelopeId, personId))
        .flatMap(envelope ->
            envelope instanceof Openable openable
                ? Mono.just(openable)
                : Mono.<Openable>error(
                    EnvelopeProblems.stateForbids(envelope, "be opened without its lock")));
  }

  /// A member's signature.
  Mono<LockView> sign(UUID openingId, UUID personId, LockStepSignature wish) {
    return desk.take(openingId, wish.lockId(), personId)
        .delayUntil(Waivers::checkLeft)
        .flatMap(taken ->
            signing
                .sign(StatementKind.WAIVER, personId, taken.seat().enterpriseId(), wish)
                .flatMap(act -> news.stepDone(taken.lock(), act))
                .then(Mono.defer(() -> waiveIfLast(taken.lock()))))
        .then(show(openingId, wish.lockId(), personId));
  }

  private Mono<Void> waiveIfLast(CommitteeLock lock) {
    return acts.signed(lock.lockId())
        .filter(signed -> signed.act().kind() == StatementKind.WAIVER)
        .map(signed -> signed.act().personId())
        .collectList()
        .filter(signers ->
            lock.seats().stream()
                .filter(seat -> !seat.lost())
                .map(Seat::personId)
                .allMatch(signers::contains))
        .flatMap(_ -> records.waived(lock.lockId()).then(Mono.defer(() -> news.waived(lock))));
  }

  /// A bidder's signature for his bid.
  Mono<LockView> signBid(UUID openingId, UUID personId, LockStepSignature wish) {
    return locks
        .lock(openingId, wish.lockId(), new Tenant.OfPerson(personId))
        .delayUntil(lock -> checkProposed(lock, LockState.READY, LockState.WAIVED))
        .flatMap(lock ->
            bidOf(wish, personId)
                .flatMap(envelopeId -> own(openingId, envelopeId, personId))
                .flatMap(envelope -> signBid(lock, envelope, personId, wish)))
        .then(show(openingId, wish.lockId(), personId));
  }

  private Mono<UUID> bidOf(LockStepSignature wish, UUID personId) {
    return acts.find(wish.lockId(), StatementKind.BID_WAIVER, wish.sessionId(), personId)
        .flatMap(act -> Mono.justOrEmpty(act.about().envelopeId()))
        .switchIfEmpty(
            Mono.error(() ->
                new ProblemException(
                    LockProblem.LOCK_STATEMENT_NOT_BEGUN,
                    "You have begun no BID_WAIVER in this session.")));
  }

  private Mono<Void> signBid(
      CommitteeLock lock, Envelope envelope, UUID personId, LockStepSignature wish) {
    BidPart part = envelope.part();
    return signing
        .sign(StatementKind.BID_WAIVER, personId, part.enterpriseId(), wish)
        .flatMap(act ->
            news.stepDone(lock, act)
                .then(Mono.defer(() -> news.bidWaived(lock, part.envelopeId(), act))));
  }

  private Mono<LockView> show(UUID openingId, UUID lockId, UUID personId) {
    return Mono.defer(() -> desk.show(openingId, lockId, new Tenant.OfPerson(personId)));
  }
}
