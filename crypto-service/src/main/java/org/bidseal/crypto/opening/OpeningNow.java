package org.bidseal.crypto.opening;

import java.time.Instant;

/// An opening and the database's time at which it was read.
public record OpeningNow(Opening opening, Instant now) {
  /// The phase at that time.
  public Opening.Phase phase() {
    return opening.phaseAt(now);
  }
}
