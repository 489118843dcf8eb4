package org.bidseal.crypto.holding;

import java.time.Instant;

/// What a holding may do now (docs/split-key.md, "PIN" and "Clones").
///
/// | from | what happens | to |
/// |---|---|---|
/// | ACTIVE, n > 1 left | an attempt is counted | ACTIVE, n − 1 left |
/// | ACTIVE, 1 left | an attempt is counted | LOCKED, not yet reported |
/// | REFRESH_ONLY, n > 1 left | an attempt is counted | REFRESH_ONLY, n − 1 left |
/// | REFRESH_ONLY, 1 left | an attempt is counted | QUARANTINED, not yet reported |
/// | LOCKED or QUARANTINED, not yet reported | that attempt's proof is wrong | the same, reported |
/// | ACTIVE; LOCKED, not yet reported | valid proof, current token | ACTIVE, 5 left, new token |
/// | REFRESH_ONLY; QUARANTINED, not yet reported | valid refresh, current token | ACTIVE, 5 left |
/// | any of these four | valid proof, stale token | QUARANTINED, reported |
/// | LOCKED | its person passed real-name verification | ACTIVE, 5 left, new token |
/// | QUARANTINED, REFRESH_ONLY | its person, the owner, passed it | REFRESH_ONLY, 5 left, new token |
/// | any | another holding refreshes the key | STALE |
/// | any | its backup ends, or its device is removed | STALE |
/// | any but STALE | its device is reported lost | QUARANTINED, reported |
/// | STALE | a backup of the current generation is verified | ACTIVE, 5 left, new token |
///
/// LOCKED and QUARANTINED refuse every request unseen, and STALE too. REFRESH_ONLY lets a refresh
/// through and nothing else.
public sealed interface HoldingState {
  /// How many wrong proofs in a row block a holding.
  int ATTEMPTS = 5;

  /// In use.
  ///
  /// @param attemptsLeft in `[1, 5]`
  record Active(int attemptsLeft) implements HoldingState {}

  /// Five wrong PINs in a row.
  ///
  /// @param since when the last of them was counted
  /// @param reported false while that attempt's proof is still being checked
  record Locked(Instant since, boolean reported) implements HoldingState {}

  /// Two copies were seen, or the attempts of REFRESH_ONLY were used up.
  ///
  /// @param since when that was
  /// @param reported false while the attempt that used them up is still being checked
  record Quarantined(Instant since, boolean reported) implements HoldingState {}

  /// Released from quarantine, until the refresh that makes every other copy worthless.
  ///
  /// @param since when it was quarantined
  /// @param attemptsLeft in `[1, 5]`
  record RefreshOnly(Instant since, int attemptsLeft) implements HoldingState {}

  /// Its share belongs to an older generation of the key, or it was ended: either way its device is
  /// answered no more.
  record Stale() implements HoldingState {}

  /// The state's name for the outside, which knows four.
  default HoldingStateName publicName() {
    return switch (this) {
      case Active _ -> HoldingStateName.ACTIVE;
      case Locked _ -> HoldingStateName.LOCKED;
      case Quarantined _, RefreshOnly _ -> HoldingStateName.QUARANTINED;
      case Stale _ -> HoldingStateName.STALE;
    };
  }

  /// Attempts left, 0 where none is possible.
  default int attempts() {
    return switch (this) {
      case Active(int left) -> left;
      case RefreshOnly(_, int left) -> left;
      case Locked _, Quarantined _, Stale _ -> 0;
    };
  }
}
