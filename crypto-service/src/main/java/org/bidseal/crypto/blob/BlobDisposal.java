package org.bidseal.crypto.blob;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Deletes blobs that nothing refers to any more.
@Component
public class BlobDisposal {
  private static final Logger LOG = LoggerFactory.getLogger(BlobDisposal.class);

  private final BlobStore store;

  BlobDisposal(BlobStore store) {
    this.store = store;
  }

  /// Deletes the blob once the caller's transaction, which drops the reference, has committed.
  public Mono<Void> afterCommit(BlobName name) {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(transaction ->
            transaction.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public Mono<Void> afterCommit() {
                    return now(name);
                  }
                }))
        .then();
  }

  /// Deletes the blob now. A failure leaves a file that nothing refers to, which costs room and
  /// nothing else: it is logged.
  public Mono<Void> now(BlobName name) {
    return Mono.<Void>fromRunnable(() -> store.delete(name))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorResume(
            BlobStoreException.class,
            e -> Mono.fromRunnable(() -> LOG.warn("blob {} stays behind", name.text(), e)));
  }
}
