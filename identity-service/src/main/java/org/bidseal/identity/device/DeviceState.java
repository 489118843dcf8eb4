package org.bidseal.identity.device;

/// What a device may do.
///
/// | from \ what happens | loss report | found | removal |
/// |---|---|---|---|
/// | ACTIVE | LOST | ACTIVE | REMOVED |
/// | LOST | LOST | ACTIVE, after a later real-name verification | REMOVED |
/// | REMOVED | | | REMOVED |
enum DeviceState {
  /// Logs in.
  ACTIVE,
  /// Out of its person's hands: no login, its sessions have ended, its keys are quarantined.
  LOST,
  /// Given away, for good: what LOST says, and its keys have ended.
  REMOVED
}
