package org.bidseal.crypto.blob;

import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/// Deletes blobs that nothing refers to any more, and strikes them from the ledger.
@Component
public class BlobDisposal {
  private static final Logger LOG = LoggerFactory.getLogger(BlobDisposal.class);

  private final BlobStore store;
  private final StoredBlobs ledger;

  BlobDisposal(BlobStore store, StoredBlobs ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /// Deletes the blob once the caller's transaction, which drops the reference, has committed.
  public Mono<Void> afterCommit(BlobName name) {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(transaction ->
            transaction.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public Mono<Void> afterCommit() {
                    // Without the context of the transaction, whose connection has done its work.
                    return now(name).contextWrite(_ -> Context.empty());
                  }
                }))
        .then();
  }

  /// Deletes the blob now. After a failure a sweep does it, since the ledger still has the blob.
  public Mono<Void> now(BlobName name) {
    return Mono.<Void>fromRunnable(() -> store.delete(name))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(() -> ledger.strike(name)))
        .onErrorResume(
            e -> Mono.fromRunnable(() -> LOG.warn("blob {} stays behind", name.text(), e)));
  }
}
