package org.bidseal.phone;

import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;

/// What endorses a transport key: the fields `"bidseal-transport-key-v1"`, deviceId, personId and
/// the public key, encoded as in a share proof's context. Built here anew, never taken from the
/// server.
final class TransportKeyStatement {
  private TransportKeyStatement() {}

  static byte[] bytes(UUID deviceId, UUID personId, Point transportKey) {
    return new Fields()
        .add("bidseal-transport-key-v1")
        .add(deviceId)
        .add(personId)
        .add(transportKey)
        .bytes();
  }
}
