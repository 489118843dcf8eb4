package org.bidseal.identity.platform;

import java.time.Instant;
import java.util.UUID;

/// A trading platform that embeds the services.
///
/// @param region administrative division code, 6 digits (GB/T 2260)
/// @param clientId its client in Keycloak
record TradingPlatform(
    UUID platformId,
    String name,
    String region,
    String clientId,
    Settings settings,
    Instant registeredAt) {

  /// What the platform has decided for itself.
  ///
  /// @param serverSideSealing bids may be sealed by crypto-service instead of the bidder's desk
  record Settings(
      boolean serverSideSealing, BackupPolicy backupPolicy, SealClaimPolicy sealClaimPolicy) {}

  /// What sealing a bid without a verified backup of the encryption key does.
  enum BackupPolicy {
    /// It is refused.
    REQUIRED,
    /// It is allowed, with a warning.
    WARN
  }

  /// Who may claim a seal.
  enum SealClaimPolicy {
    /// The legal representative.
    LOCAL,
    /// Any member.
    OUT_OF_AREA
  }
}
