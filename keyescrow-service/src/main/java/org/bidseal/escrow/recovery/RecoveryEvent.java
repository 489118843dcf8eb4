package org.bidseal.escrow.recovery;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;
import org.jspecify.annotations.Nullable;

/// What can happen to a recovery.
sealed interface RecoveryEvent {
  /// Somebody passes the share on.
  ///
  /// @param deviceId from where, if the phone says so
  /// @param waitingTime before it may be imported
  record Confirm(
      UUID personId,
      @Nullable UUID deviceId,
      ShareCiphertext box,
      Comparison comparison,
      Duration waitingTime)
      implements RecoveryEvent {}

  /// Enough others want it now, since an opening is near.
  record Shorten() implements RecoveryEvent {}

  /// Somebody proved the share on the new phone.
  record Import(UUID personId) implements RecoveryEvent {}

  /// The key's shares are of this generation from now on, on this device.
  record Refreshed(UUID deviceId, int generation) implements RecoveryEvent {}

  /// The holder says no, or the owner takes it back.
  record Reject(UUID personId, String reason) implements RecoveryEvent {}

  /// Its time may be over.
  record Expire() implements RecoveryEvent {}
}
