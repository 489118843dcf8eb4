package org.bidseal.escrow.approval;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.dependence.DependentBid;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.Point;

/// A confirmed recovery in its waiting time.
///
/// @param newDeviceId to which the key would come back
/// @param transportKey that phone's
/// @param now by the database's clock, when this was read
record Waiting(
    UUID recoveryId,
    UUID keyId,
    UUID ownerPersonId,
    UUID newDeviceId,
    Point transportKey,
    Instant importableAt,
    long approvals,
    Instant now) {
  /// How many people must want it.
  static final int NEEDED = 2;

  /// Whether the waiting time would keep the owner from opening this bid in time.
  boolean isTooLongFor(DependentBid bid) {
    return !bid.opensAt().isAfter(importableAt) && bid.decryptionEndsAt().isAfter(now);
  }

  /// What an approver signs: that this key may come back to this phone before its time. Encoded as
  /// in a share proof's context ([Fields]).
  byte[] statementOf(UUID approverPersonId) {
    return new Fields()
        .add("bidseal-recovery-approval-v1")
        .add(recoveryId)
        .add(keyId)
        .add(newDeviceId)
        .add(transportKey)
        .add(approverPersonId)
        .bytes();
  }

  boolean isApproved() {
    return approvals >= NEEDED;
  }
}
