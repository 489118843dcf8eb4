package org.bidseal.escrow.transportkey;

import java.util.UUID;
import org.bidseal.smcrypto.sm2.Sm2Signature;

/// A person's word, by his signing certificate, that a transport key is his device's. Without it
/// this service could hand out a key of its own and receive shares.
///
/// | from \ event | ask | endorse |
/// |---|---|---|
/// | (none) | ASKED | |
/// | ASKED | ASKED | ENDORSED |
/// | ENDORSED | ENDORSED | ENDORSED |
///
/// Another key, person or certificate is another endorsement.
sealed interface Endorsement {
  /// Its id, under which crypto-service expects the statement's digest.
  UUID endorsementId();

  TransportKey key();

  UUID certificateId();

  /// The statement waits for its signature.
  record Asked(UUID endorsementId, TransportKey key, UUID certificateId) implements Endorsement {}

  /// The signature was verified.
  record Endorsed(UUID endorsementId, TransportKey key, UUID certificateId, Sm2Signature signature)
      implements Endorsement {}

  /// Takes a verified signature of [TransportKey#statement()], the first or a newer one.
  default Endorsed endorse(Sm2Signature signature) {
    return new Endorsed(endorsementId(), key(), certificateId(), signature);
  }
}
