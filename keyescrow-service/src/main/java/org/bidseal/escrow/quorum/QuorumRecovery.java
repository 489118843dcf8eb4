package org.bidseal.escrow.quorum;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryState;
import org.jspecify.annotations.Nullable;

/// A key's way back from its pieces to a new phone.
///
/// @param threshold how many pieces rebuild the share
/// @param importableAt the end of the waiting time; null before enough pieces were passed on
/// @param now by the database's clock, when this was read
record QuorumRecovery(
    UUID recoveryId,
    UUID backupId,
    UUID keyId,
    int generation,
    UUID ownerPersonId,
    UUID newDeviceId,
    QuorumRecoveryState state,
    int threshold,
    @Nullable Instant importableAt,
    Instant expiresAt,
    Instant now) {
  boolean isOpen() {
    return state == QuorumRecoveryState.PENDING || state == QuorumRecoveryState.CONFIRMED;
  }

  boolean isOverdue() {
    return isOpen() && now.isAfter(expiresAt);
  }

  boolean waits() {
    return importableAt != null && now.isBefore(importableAt);
  }
}
