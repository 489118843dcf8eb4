package org.bidseal.crypto.codecrypt;

import java.util.UUID;
import reactor.core.publisher.Mono;

/// What co-decryption asks of the bid side, which keeps the envelopes: may this person open this
/// envelope with this key now, and which point does its recipient entry hold?
///
/// The point comes from the envelope that the service holds itself and never from the phone, or a
/// modified phone could open bid B in the name of bid A (docs/split-key.md, "Share proof").
public interface SealedEnvelopes {
  /// Judges by the database's clock. Always emits exactly one value: an unknown envelope is {@link
  /// DecryptableEnvelope.NotFound}, never an empty Mono. Called outside any transaction, before the
  /// attempt is counted, so it must not change anything.
  ///
  /// @param sessionId the QR session (purpose DECRYPT) that the person says he confirmed
  /// @param personId the person of the holding, taken from the token
  /// @param keyId the split key; its entry in the envelope is found by the certificate's key
  Mono<DecryptableEnvelope> find(UUID envelopeId, UUID sessionId, UUID personId, UUID keyId);
}
