package org.bidseal.crypto.codecrypt;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.guard.request.Aside;
import reactor.core.publisher.Mono;

/// What co-decryption asks of the bid side, which keeps the envelopes: may this person open this
/// envelope with this key now, and which point does its recipient entry hold?
///
/// The point comes from the envelope that the service holds itself and never from the phone, or a
/// modified phone could open bid B in the name of bid A (docs/split-key.md, "Share proof").
public interface SealedEnvelopes {
  /// One question of this kind: what it reads, and the verdict on what was read.
  interface Wish {
    /// To be read in one statement with the holding.
    Aside aside();

    /// Always emits exactly one value: an unknown envelope is {@link DecryptableEnvelope.NotFound},
    /// never an empty Mono.
    ///
    /// @param row has the columns of {@link #aside}; read before this returns
    Mono<DecryptableEnvelope> verdict(Readable row);
  }

  /// Judged by the database's clock, outside any transaction, before the attempt is counted: it
  /// must not change anything.
  ///
  /// @param sessionId the QR session (purpose DECRYPT) that the person says he confirmed
  /// @param personId the person of the holding, taken from the token
  Wish wish(UUID envelopeId, UUID sessionId, UUID personId);
}
