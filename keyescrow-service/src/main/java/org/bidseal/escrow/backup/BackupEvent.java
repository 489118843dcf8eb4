package org.bidseal.escrow.backup;

import java.util.UUID;

/// What can happen to a backup.
sealed interface BackupEvent {
  /// A phone proves that it opened it.
  record Verify(UUID personId, UUID deviceId) implements BackupEvent {}

  /// The key's shares are of this generation from now on.
  record Outdate(int generation) implements BackupEvent {}

  /// Somebody takes it back, for himself or by making a new one.
  record Revoke(UUID personId, Backup.EndReason reason) implements BackupEvent {}

  /// Somebody gives it up.
  record GiveUp(UUID personId) implements BackupEvent {}

  /// It has lost its ground.
  record End(Backup.EndReason reason) implements BackupEvent {}
}
