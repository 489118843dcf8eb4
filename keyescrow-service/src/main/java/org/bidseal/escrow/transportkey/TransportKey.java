package org.bidseal.escrow.transportkey;

import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;

/// A device's transport key: SM2, not split, its private half in the device's keystore.
public record TransportKey(UUID deviceId, UUID personId, Point publicKey) {

  /// What the person signs to endorse it: the fields
  ///
  ///     "bidseal-transport-key-v1", deviceId, personId, public key
  ///
  /// in this order, encoded as in a share proof's context ([Fields]).
  public byte[] statement() {
    return new Fields()
        .add("bidseal-transport-key-v1")
        .add(deviceId)
        .add(personId)
        .add(publicKey)
        .bytes();
  }
}
