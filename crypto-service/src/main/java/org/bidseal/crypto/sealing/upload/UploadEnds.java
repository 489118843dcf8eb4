package org.bidseal.crypto.sealing.upload;

import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/// Ends uploads. First the row says so, in a transaction: from then on nothing can make it
/// complete, so that removing what it has in the store takes no envelope's content. A removal that
/// fails is repeated by the sweep, which the row waits for.
@Component
class UploadEnds {
  private static final Logger LOG = LoggerFactory.getLogger(UploadEnds.class);

  private final UploadTable table;
  private final StoredBlobs ledger;
  private final Drafts drafts;
  private final Transactions transactions;

  UploadEnds(UploadTable table, StoredBlobs ledger, Drafts drafts, Transactions transactions) {
    this.table = table;
    this.ledger = ledger;
    this.drafts = drafts;
    this.transactions = transactions;
  }

  /// Ends an upload, or does nothing if it has ended or its bytes are an envelope's content by now.
  /// In the caller's transaction, if there is one; what lies in the store is removed after it.
  Mono<Void> end(Upload upload) {
    return table
        .end(upload.uploadId())
        .filter(Boolean::booleanValue)
        .delayUntil(_ -> ledger.strike(upload.blob()))
        .flatMap(_ -> removeAfterCommit(upload))
        .as(transactions::inTransaction);
  }

  private Mono<Void> removeAfterCommit(Upload upload) {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(transaction ->
            transaction.registerSynchronization(
                new TransactionSynchronization() {
                  @Override
                  public Mono<Void> afterCommit() {
                    // Without the context of the transaction, whose connection has done its work.
                    return remove(upload)
                        .onErrorResume(e -> Mono.fromRunnable(() -> staysBehind(upload, e)))
                        .contextWrite(_ -> Context.empty());
                  }
                }))
        .then();
  }

  private static void staysBehind(Upload upload, Throwable error) {
    LOG.warn("upload {} is left to the sweep", upload.uploadId(), error);
  }

  /// Removes what an ended upload has in the store, and then its row.
  Mono<Void> remove(Upload ended) {
    return Mono.<Void>fromRunnable(() -> drafts.remove(ended))
        .subscribeOn(Schedulers.boundedElastic())
        .then(Mono.defer(() -> table.delete(ended.uploadId())));
  }

  /// Removes what a writer left that did not know of the upload's end.
  Mono<Void> removeIfEnded(Upload upload) {
    return table.isLive(upload.uploadId()).flatMap(live -> live ? Mono.empty() : remove(upload));
  }

  /// Removes the row of an upload whose bytes are an envelope's content.
  Mono<Void> forget(Upload complete) {
    return table.delete(complete.uploadId());
  }
}
