package org.bidseal.crypto.holding;

/// States as the API shows them. A quarantined holding stays QUARANTINED until it was refreshed.
public enum HoldingStateName {
  ACTIVE,
  LOCKED,
  QUARANTINED,
  STALE
}
