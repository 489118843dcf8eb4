package org.bidseal.escrow.transportkey;

import java.util.UUID;

/// An endorsed transport key.
///
/// @param publicKey 65 bytes uncompressed, lower-case hexadecimal
public record TransportKeyView(UUID deviceId, State state, String publicKey, UUID certificateId) {
  /// How far it is.
  public enum State {
    ENDORSED
  }

  static TransportKeyView of(Endorsement.Endorsed endorsed) {
    return new TransportKeyView(
        endorsed.key().deviceId(),
        State.ENDORSED,
        endorsed.key().publicKey().hex(),
        endorsed.certificateId());
  }
}
