package org.bidseal.crypto.holding;

import java.util.UUID;

/// Content of `holding-locked`, `holding-unlocked` and `holding-quarantined`.
///
/// @param personId whose devices are to be told
public record HoldingEvent(UUID keyId, UUID deviceId, UUID personId) {
  /// Five wrong PINs in a row.
  public static final String LOCKED = "org.bidseal.crypto.holding-locked.v1";

  /// In use again, after real-name verification (and, out of quarantine, a refresh).
  public static final String UNLOCKED = "org.bidseal.crypto.holding-unlocked.v1";

  /// Two copies were seen, or the key was reported stolen.
  public static final String QUARANTINED = "org.bidseal.crypto.holding-quarantined.v1";

  /// The event of this holding.
  public static HoldingEvent of(Holding holding) {
    return new HoldingEvent(holding.keyId(), holding.deviceId(), holding.personId());
  }
}
