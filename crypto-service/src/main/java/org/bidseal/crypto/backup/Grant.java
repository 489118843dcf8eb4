package org.bidseal.crypto.backup;

import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.smcrypto.proof.Token;
import org.jspecify.annotations.Nullable;

/// What a device that opened a backup gets.
sealed interface Grant {
  /// A holding with a fresh token.
  record Fresh() implements Grant {}

  /// The first token once more: the answer was lost, and nothing was done with it yet.
  record Again(Token token) implements Grant {}

  /// Nothing.
  record Refused(CryptoProblem why) implements Grant {}

  /// Judges by the holding that the device has already. A verified backup does not lift a lock or a
  /// quarantine: that takes its person's real-name verification.
  static Grant of(@Nullable Holding known, BackupHoldingRequest request) {
    if (known == null) {
      return new Fresh();
    }
    if (!known.personId().equals(request.personId())) {
      return new Refused(CryptoProblem.HOLDING_IN_USE);
    }
    return switch (known.state()) {
      case HoldingState.Stale _ -> new Fresh();
      case HoldingState.Locked _ -> new Refused(CryptoProblem.KEY_LOCKED);
      case HoldingState.Quarantined _, HoldingState.RefreshOnly _ ->
          new Refused(CryptoProblem.KEY_QUARANTINED);
      case HoldingState.Active _ when !request.backupId().equals(known.backupId()) -> new Fresh();
      case HoldingState.Active _ when known.last() == null -> new Again(known.token());
      case HoldingState.Active _ -> new Refused(CryptoProblem.HOLDING_IN_USE);
    };
  }
}
