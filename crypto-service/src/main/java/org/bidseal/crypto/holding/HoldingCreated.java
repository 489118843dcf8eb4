package org.bidseal.crypto.holding;

import java.util.UUID;

/// Content of `holding-created`: a backup was verified, and another device may now decrypt.
public record HoldingCreated(UUID keyId, UUID deviceId, UUID personId, int generation) {
  /// The event's type.
  public static final String TYPE = "org.bidseal.crypto.holding-created.v1";
}
