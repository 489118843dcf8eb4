package org.bidseal.crypto.sealing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.bidseal.crypto.bidding.Bids;
import org.bidseal.crypto.bidlog.BidLog;
import org.bidseal.crypto.envelope.BidPart;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Envelope.Superseded;
import org.bidseal.crypto.envelope.Envelopes;
import org.bidseal.crypto.lock.LockGate;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.receipt.Receipts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/// The last step: an envelope with signature and content is sealed, with its receipt, if the
/// database's clock says that the deadline has not passed. Runs in the caller's transaction with
/// the envelope locked.
@Component
public class SealStep {
  private final Envelopes envelopes;
  private final LockGate locks;
  private final Bids bids;
  private final Receipts receipts;
  private final SealingEvents events;
  private final BidLog log;
  private final Counter sealed;

  SealStep(
      Envelopes envelopes,
      LockGate locks,
      Bids bids,
      Receipts receipts,
      SealingEvents events,
      BidLog log,
      MeterRegistry metrics) {
    this.envelopes = envelopes;
    this.locks = locks;
    this.bids = bids;
    this.receipts = receipts;
    this.events = events;
    this.log = log;
    this.sealed =
        Counter.builder("bidseal.envelopes.sealed")
            .description("Bids sealed before their deadline")
            .register(metrics);
  }

  /// Stores the envelope, sealed if it is complete.
  ///
  /// @return the envelope as it is now
  /// @throws org.bidseal.problem.ProblemException (as the Mono's error) DEADLINE_PASSED,
  ///   HEADER_LOCK_DIFFERS if the committee was replaced since it was described, or
  ///   ENTERPRISE_IN_TWO_BIDS if one of the bidders has another bid sealed for the lot; nothing is
  ///   stored then
  public Mono<Envelope> complete(Described envelope) {
    return envelopes
        .timeBeforeDeadline(envelope.part().openingId())
        .switchIfEmpty(Mono.error(Openings::deadlinePassed))
        .delayUntil(_ ->
            locks.require(envelope.part().openingId(), envelope.description().header().bytes()))
        .flatMap(now -> complete(envelope, now));
  }

  private Mono<Envelope> complete(Described envelope, Instant now) {
    return envelope
        .seal(now)
        .map(this::seal)
        .orElseGet(() -> envelopes.save(envelope).thenReturn(envelope));
  }

  private Mono<Envelope> seal(Sealed envelope) {
    BidPart part = envelope.part();
    return bids.claimLot(part.bidId(), part.openingId())
        .then(Mono.defer(() -> envelopes.save(envelope)))
        .then(Mono.defer(() -> supersedeOthers(envelope.seal())))
        .zipWhen(_ -> receipts.issue(envelope))
        .delayUntil(_ -> events.sealed(envelope.seal()))
        .delayUntil(_ -> countAfterCommit())
        .zipWhen(_ -> bids.bidders(part.bidId()))
        .delayUntil(all ->
            log.sealed(envelope.seal(), all.getT2(), all.getT1().getT2(), all.getT1().getT1()))
        .thenReturn(envelope);
  }

  /// A bid has one envelope for an opening: the one that was sealed last.
  private Mono<List<Superseded>> supersedeOthers(Seal seal) {
    return envelopes
        .lockOtherSealed(seal.part())
        .ofType(Sealed.class)
        .map(earlier -> earlier.supersede(seal.part().envelopeId(), seal.sealedAt()))
        .concatMap(superseded ->
            envelopes
                .save(superseded)
                .then(Mono.defer(() -> events.superseded(superseded)))
                .thenReturn(superseded))
        .collectList();
  }

  private Mono<Void> countAfterCommit() {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(transaction ->
            transaction.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public Mono<Void> afterCommit() {
                    return Mono.fromRunnable(sealed::increment);
                  }
                }))
        .then();
  }
}
