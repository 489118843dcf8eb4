package org.bidseal.escrow.approval;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.dependence.DependentBid;

/// A confirmed recovery in its waiting time.
///
/// @param now by the database's clock, when this was read
record Waiting(
    UUID recoveryId,
    UUID keyId,
    UUID ownerPersonId,
    Instant importableAt,
    long approvals,
    Instant now) {
  /// How many people must want it.
  static final int NEEDED = 2;

  /// Whether the waiting time would keep the owner from opening this bid in time.
  boolean isTooLongFor(DependentBid bid) {
    return !bid.opensAt().isAfter(importableAt) && bid.decryptionEndsAt().isAfter(now);
  }

  boolean isApproved() {
    return approvals >= NEEDED;
  }
}
