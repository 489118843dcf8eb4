package org.bidseal.crypto.lock.news;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.envelope.StatementSignature;
import org.bidseal.crypto.lock.CommitteeLock;
import org.bidseal.crypto.lock.LockAct;
import org.bidseal.crypto.lock.LockActs;
import org.bidseal.crypto.lock.LockActs.Signed;
import org.bidseal.crypto.lock.Seat;
import org.bidseal.crypto.lock.StatementKind;
import org.bidseal.crypto.lock.news.LockEntries.BidLockWaived;
import org.bidseal.crypto.lock.news.LockEntries.CommitteeMember;
import org.bidseal.crypto.lock.news.LockEntries.LockReady;
import org.bidseal.crypto.lock.news.LockEntries.LockReleased;
import org.bidseal.crypto.lock.news.LockEntries.LockStatementPart;
import org.bidseal.crypto.lock.news.LockEntries.LockWaived;
import org.bidseal.crypto.timeline.FactKind;
import org.bidseal.crypto.timeline.Timeline;
import org.bidseal.outbox.Outbox;
import org.bidseal.smcrypto.lock.LockPurpose;
import org.bidseal.smcrypto.lock.LockTranscript;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells what happens to locks. Each method is the last step of the transaction in which it
/// happens. A rehearsal is told to its members and is no part of the opening's record.
@Component
public class LockNews {
  private final LockActs acts;
  private final Timeline timeline;
  private final Outbox outbox;
  private final OpeningChain chain;

  LockNews(LockActs acts, Timeline timeline, Outbox outbox, OpeningChain chain) {
    this.acts = acts;
    this.timeline = timeline;
    this.outbox = outbox;
    this.chain = chain;
  }

  /// Data of `org.bidseal.crypto.event-lock-{begun,ready,failed,released,waived}.v1`.
  ///
  /// @param personIds its members, who are to be told
  record LockChanged(
      UUID lockId, UUID openingId, UUID platformId, LockPurpose purpose, List<UUID> personIds) {}

  /// Data of `org.bidseal.crypto.event-lock-step-done.v1`, which ends the session.
  record LockStepDone(
      UUID lockId, UUID openingId, UUID sessionId, UUID personId, StatementKind step) {}

  /// A committee is to draw a lock.
  public Mono<Void> begun(CommitteeLock lock) {
    return tell("begun", lock);
  }

  /// A member did what he scanned a code for.
  public Mono<Void> stepDone(CommitteeLock lock, LockAct act) {
    return outbox.add(
        "org.bidseal.crypto.event-lock-step-done.v1",
        lock.lockId(),
        new LockStepDone(
            lock.lockId(), lock.openingId(), act.sessionId(), act.personId(), act.kind()));
  }

  /// A member complained: the lock is void.
  public Mono<Void> failed(CommitteeLock lock) {
    return tell("failed", lock);
  }

  /// All members have confirmed.
  public Mono<Void> ready(CommitteeLock lock, LockTranscript transcript) {
    return tell("ready", lock)
        .then(fact(lock, FactKind.LOCK_READY))
        .then(Mono.defer(() -> acts.signed(lock.lockId()).collectList()))
        .flatMap(signed -> record(lock, EntryKind.LOCK_READY, entry(lock, transcript, signed)));
  }

  /// The lock's secret is put together.
  public Mono<Void> released(CommitteeLock lock) {
    return tell("released", lock)
        .then(fact(lock, FactKind.LOCK_RELEASED))
        .then(Mono.defer(() -> acts.signed(lock.lockId()).collectList()))
        .flatMap(signed ->
            record(
                lock,
                EntryKind.LOCK_RELEASED,
                new LockReleased(lock.lockId(), parts(signed, StatementKind.RELEASE))));
  }

  /// The committee can no longer release it, and says so.
  public Mono<Void> waived(CommitteeLock lock) {
    return tell("waived", lock)
        .then(fact(lock, FactKind.LOCK_WAIVED))
        .then(Mono.defer(() -> acts.signed(lock.lockId()).collectList()))
        .flatMap(signed ->
            record(
                lock,
                EntryKind.LOCK_WAIVED,
                new LockWaived(
                    lock.lockId(),
                    String.valueOf(lock.waiverReason()),
                    lock.seats().stream().filter(Seat::lost).map(Seat::personId).toList(),
                    parts(signed, StatementKind.WAIVER))));
  }

  /// A bidder agrees to a waiver for his bid.
  public Mono<Void> bidWaived(CommitteeLock lock, UUID envelopeId, LockAct act) {
    return timeline
        .addToEnvelope(envelopeId, FactKind.BID_LOCK_WAIVED, null, act.personId(), act.sessionId())
        .then(Mono.defer(() -> acts.signed(lock.lockId()).collectList()))
        .flatMapIterable(signed -> signed)
        .filter(one -> one.act().kind() == StatementKind.BID_WAIVER)
        .filter(one -> one.act().sessionId().equals(act.sessionId()))
        .next()
        .flatMap(one ->
            record(
                lock,
                EntryKind.BID_LOCK_WAIVED,
                new BidLockWaived(envelopeId, lock.lockId(), part(one))));
  }

  private Mono<Void> tell(String what, CommitteeLock lock) {
    return outbox.add(
        "org.bidseal.crypto.event-lock-" + what + ".v1",
        lock.lockId(),
        new LockChanged(
            lock.lockId(),
            lock.openingId(),
            lock.platformId(),
            lock.purpose(),
            lock.seats().stream().map(Seat::personId).toList()));
  }

  private Mono<Void> fact(CommitteeLock lock, FactKind kind) {
    return lock.purpose() == LockPurpose.EVENT
        ? timeline.addToOpening(lock.openingId(), kind, lock.lockId().toString())
        : Mono.empty();
  }

  private Mono<Void> record(CommitteeLock lock, EntryKind kind, Object payload) {
    return lock.purpose() == LockPurpose.EVENT
        ? chain.append(lock.openingId(), kind, payload)
        : Mono.empty();
  }

  private static LockReady entry(
      CommitteeLock lock, LockTranscript transcript, List<Signed> signed) {
    List<LockStatementPart> confirmations = parts(signed, StatementKind.CONFIRMATION);
    return new LockReady(
        lock.lockId(),
        lock.threshold(),
        transcript.lockKey().hex(),
        transcript.terms().digest().hex(),
        transcript.digest().hex(),
        lock.seats().stream()
            .map(seat ->
                new CommitteeMember(
                    seat.position(),
                    seat.personId(),
                    seat.role(),
                    transcript.terms().member(seat.position()).certificateSm3().hex(),
                    confirmations.stream()
                        .filter(part -> part.personId().equals(seat.personId()))
                        .findFirst()
                        .orElseThrow()))
            .toList());
  }

  private static List<LockStatementPart> parts(List<Signed> signed, StatementKind kind) {
    return signed.stream().filter(one -> one.act().kind() == kind).map(LockNews::part).toList();
  }

  private static LockStatementPart part(Signed signed) {
    StatementSignature signature = signed.act().signature();
    if (signature == null) {
      throw new IllegalArgumentException("the statement is not signed");
    }
    byte[] der = Sm2Signature.ofHex(signature.r(), signature.s()).der();
    return new LockStatementPart(
        signed.act().personId(),
        signed.act().statement().base64(),
        Base64.getEncoder().encodeToString(der),
        signed.certificate());
  }
}
