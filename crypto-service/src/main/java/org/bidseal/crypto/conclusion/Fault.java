package org.bidseal.crypto.conclusion;

/// On whose side the cause lay that a bid was not opened.
public enum Fault {
  BIDDER,
  /// The centre that runs these services.
  CENTRE,
  /// The trading platform, for the procuring entity.
  PLATFORM,
  /// The facts do not say; the platform decides, with a reason.
  UNDECIDED
}
