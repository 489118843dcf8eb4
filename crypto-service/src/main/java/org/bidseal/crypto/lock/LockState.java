package org.bidseal.crypto.lock;

/// The life of a lock:
///
/// | from | by | to |
/// |---|---|---|
/// | FORMING | every member contributed and confirmed | READY |
/// | FORMING | a member complained of a piece | FAILED |
/// | FORMING, READY with no bid sealed | the platform draws another one | REPLACED |
/// | READY | as many members as the threshold released it | RELEASED |
/// | READY | too few members are left, and all of them signed that | WAIVED |
public enum LockState {
  FORMING,
  READY,
  RELEASED,
  WAIVED,
  FAILED,
  REPLACED
}
