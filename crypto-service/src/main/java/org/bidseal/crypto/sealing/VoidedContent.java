package org.bidseal.crypto.sealing;

import org.bidseal.crypto.blob.BlobDisposal;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.envelope.Envelope.Unsealed;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Content that was stored for a description which counts no more.
@Component
class VoidedContent {
  private final BlobDisposal disposal;

  VoidedContent(BlobDisposal disposal) {
    this.disposal = disposal;
  }

  /// Deletes the content of an envelope that begins again, once that is committed.
  Mono<Void> discard(Unsealed before) {
    return before instanceof Described described && described.content() != null
        ? disposal.afterCommit(described.content())
        : Mono.empty();
  }
}
