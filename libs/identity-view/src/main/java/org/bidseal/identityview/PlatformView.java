package org.bidseal.identityview;

import java.util.UUID;

/// A trading platform and its settings.
///
/// @param region administrative division code, 6 digits (GB/T 2260)
/// @param serverSideSealing bids may be sealed by crypto-service instead of the bidder's desk
public record PlatformView(
    UUID platformId,
    String name,
    String region,
    boolean serverSideSealing,
    BackupPolicy backupPolicy,
    SealClaimPolicy sealClaimPolicy) {

  /// What sealing a bid without a verified backup of the person's encryption key does.
  public enum BackupPolicy {
    /// It is refused.
    REQUIRED,
    /// It is allowed, with a warning.
    WARN
  }

  /// Who may claim a seal.
  public enum SealClaimPolicy {
    /// The legal representative.
    LOCAL,
    /// Any member.
    OUT_OF_AREA
  }
}
