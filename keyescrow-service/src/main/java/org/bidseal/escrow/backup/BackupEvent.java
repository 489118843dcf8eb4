package org.bidseal.escrow.backup;

import java.util.UUID;

/// What can happen to a backup.
sealed interface BackupEvent {
  /// A phone proves that it opened it.
  record Verify(UUID personId, UUID deviceId) implements BackupEvent {}

  /// The key's shares are of this generation from now on.
  record Outdate(int generation) implements BackupEvent {}

  /// Somebody takes it back.
  record Revoke(UUID personId) implements BackupEvent {}
}
