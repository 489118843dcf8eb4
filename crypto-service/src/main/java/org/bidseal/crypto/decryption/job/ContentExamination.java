package org.bidseal.crypto.decryption.job;

import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.ContentRoots;
import org.bidseal.crypto.envelope.DecryptionFailure;
import org.bidseal.crypto.envelope.Envelope.Seal;
import org.bidseal.crypto.receipt.Receipts;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// Finds out whose doing it is that a content does not decrypt: the receipt has the content root of
/// what was uploaded, so the store's content is either that, or was changed here.
@Component
@InRole(Role.BULK)
class ContentExamination {
  private final Receipts receipts;
  private final BlobStore store;

  ContentExamination(Receipts receipts, BlobStore store) {
    this.receipts = receipts;
    this.store = store;
  }

  /// Why a sealed content does not decrypt; empty if its receipt names no content root.
  ///
  /// @param threads where the content is read
  /// @throws org.bidseal.crypto.blob.BlobStoreException (as the Mono's error) if the store fails
  Mono<DecryptionFailure> whose(Seal seal, Scheduler threads) {
    return receipts
        .contentRoot(seal.part().envelopeId())
        .flatMap(promised -> Mono.fromCallable(() -> examine(seal, promised)).subscribeOn(threads));
  }

  private DecryptionFailure examine(Seal seal, Sm3Hash promised) {
    try (BlobReader content = store.open(seal.content())) {
      if (!ContentRoots.of(content).equals(promised)) {
        return DecryptionFailure.CONTENT_CHANGED;
      }
    }
    return switch (seal.part().sealing()) {
      case BIDDER -> DecryptionFailure.CONTENT_NEVER_GOOD;
      case SERVER -> DecryptionFailure.CONTENT_SEALED_BADLY_HERE;
    };
  }
}
