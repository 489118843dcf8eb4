package org.bidseal.smcrypto.lock;

/// What a lock is for. The name stands in its terms, so that nothing said of one serves another.
public enum LockPurpose {
  /// Bids are sealed under it.
  EVENT,
  /// A rehearsal: no bid is ever sealed under it.
  DRILL
}
