package org.bidseal.crypto.decryption.job;

import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.blob.ledger.StoredBlobs.PlaintextDraft;
import org.bidseal.crypto.decryption.run.Checkpoint;
import org.bidseal.crypto.envelope.BidPart;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What jobs write: in the ledger before the first byte of it, and out of store and ledger when a
/// job fails.
@Component
class JobPlaintexts {
  private static final Logger LOG = LoggerFactory.getLogger(JobPlaintexts.class);

  private final BlobStore store;
  private final StoredBlobs ledger;

  JobPlaintexts(BlobStore store, StoredBlobs ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /// Enters what a job is about to write, or to go on with.
  Mono<Void> enter(BlobName target, String draft, BidPart part, UUID jobId) {
    return ledger.enter(new PlaintextDraft(target, draft), part.platformId(), part.size(), jobId);
  }

  /// The job's plaintext is whole; in the transaction that says so.
  Mono<Void> written(BlobName target) {
    return ledger.written(target);
  }

  /// Throws away what a failed job has written. What cannot be thrown away now, a sweep finds.
  ///
  /// @param last where its last run stood; null if there is no draft any more
  Mono<Void> discard(BlobName target, @Nullable Checkpoint last) {
    return Mono.<Void>fromRunnable(() -> remove(target, last == null ? null : last.draft()))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(() -> ledger.strike(target)))
        .onErrorResume(
            e -> Mono.fromRunnable(() -> LOG.warn("plaintext {} stays behind", target.text(), e)));
  }

  /// Throws away what failed jobs have left.
  Mono<Void> discardLeft(int most) {
    return ledger.leftDrafts(most).concatMap(this::discard).then();
  }

  private Mono<Void> discard(PlaintextDraft left) {
    return Mono.<Void>fromRunnable(() -> remove(left.name(), left.draft()))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(() -> ledger.strike(left.name())));
  }

  private void remove(BlobName target, @Nullable String draft) {
    if (draft != null) {
      store.abandon(target, draft);
    }
    // A run that could not say so any more may have made it whole.
    store.delete(target);
  }
}
