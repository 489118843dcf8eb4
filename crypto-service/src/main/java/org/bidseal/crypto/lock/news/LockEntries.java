package org.bidseal.crypto.lock.news;

import java.util.List;
import java.util.UUID;

/// Payloads of the entries about a lock (docs/opening-record.md, "Entries"). Binary parts in
/// base64, digests and keys in hex.
final class LockEntries {
  private LockEntries() {}

  /// LOCK_READY.
  ///
  /// @param termsSm3 what was drawn, by whom (docs/event-lock.md)
  record LockReady(
      UUID lockId,
      int threshold,
      String lockKey,
      String termsSm3,
      String transcriptSm3,
      List<CommitteeMember> members) {}

  /// @param position from 1
  /// @param certificateSm3 of his encryption certificate
  /// @param statement his confirmation
  record CommitteeMember(
      int position,
      UUID personId,
      String role,
      String certificateSm3,
      LockStatementPart statement) {}

  /// What a person signed.
  ///
  /// @param bytes the statement (docs/event-lock.md)
  /// @param signature SM2 with SM3 over them, DER
  /// @param certificate his signing certificate, DER
  record LockStatementPart(UUID personId, String bytes, String signature, String certificate) {}

  /// LOCK_RELEASED.
  record LockReleased(UUID lockId, List<LockStatementPart> statements) {}

  /// LOCK_WAIVED: all members who are left agree with the platform.
  record LockWaived(
      UUID lockId, String reason, List<UUID> lost, List<LockStatementPart> statements) {}

  /// BID_LOCK_WAIVED: the bidder agrees too, for his bid.
  record BidLockWaived(UUID envelopeId, UUID lockId, LockStatementPart statement) {}
}
