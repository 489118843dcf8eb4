package org.bidseal.crypto.unlocking;

import java.time.Duration;
import java.time.Instant;
import org.bidseal.crypto.holding.Holding;
import org.bidseal.crypto.holding.HoldingState;
import org.bidseal.crypto.holding.HoldingStateName;
import org.bidseal.crypto.key.SplitKey;
import org.bidseal.crypto.problem.CryptoProblem;
import org.jspecify.annotations.Nullable;

/// Whether real-name verification was passed again, and what that allows.
sealed interface Verdict {
  /// How long a verification is good for the release of a reset key.
  Duration FRESH = Duration.ofMinutes(30);

  /// How long the same request may see a released reset key again.
  Duration REPEATABLE = Duration.ofMinutes(10);

  /// Allowed; the holding is `becomes` afterwards.
  record Allowed(HoldingStateName becomes) implements Verdict {}

  /// Not allowed.
  record Refused(CryptoProblem why) implements Verdict {}

  /// Unlocking: the verification must be later than the lock. A quarantined holding is released by
  /// the key's owner only, since a refresh must follow, and only he can refresh.
  static Verdict onUnlocking(SplitKey key, Holding holding, @Nullable Instant verifiedAt) {
    return switch (holding.state()) {
      case HoldingState.Active _ -> new Refused(CryptoProblem.HOLDING_NOT_BLOCKED);
      case HoldingState.Stale _ -> new Refused(CryptoProblem.STALE_SHARE);
      case HoldingState.Locked(Instant since, _) ->
          laterThan(since, verifiedAt, HoldingStateName.ACTIVE);
      case HoldingState.Quarantined(Instant since, _) ->
          onQuarantine(key, holding, since, verifiedAt);
      case HoldingState.RefreshOnly(Instant since, _) ->
          onQuarantine(key, holding, since, verifiedAt);
    };
  }

  private static Verdict onQuarantine(
      SplitKey key, Holding holding, Instant since, @Nullable Instant verifiedAt) {
    return key.ownerPersonId().equals(holding.personId())
        ? laterThan(since, verifiedAt, HoldingStateName.QUARANTINED)
        : new Refused(CryptoProblem.NOT_THE_KEY_OWNER);
  }

  /// Release of the reset key: once, to the owner, on a device that holds the key's current share,
  /// after a verification that is later than the key and than any lock, and fresh. The request that
  /// released it may be repeated for a while, since a lost answer must not cost the key.
  static Verdict onRelease(Released earlier, Holding holding, @Nullable Instant verifiedAt) {
    Instant at = earlier.at();
    if (at != null) {
      boolean repeated = earlier.bySameRequest() && at.plus(REPEATABLE).isAfter(earlier.now());
      return repeated
          ? new Allowed(holding.state().publicName())
          : new Refused(CryptoProblem.RESET_KEY_RELEASED);
    }
    Instant freshSince = earlier.now().minus(FRESH);
    Instant after = latest(freshSince, latest(earlier.keyCreatedAt(), blockedSince(holding)));
    return holding.state() instanceof HoldingState.Stale
        ? new Refused(CryptoProblem.STALE_SHARE)
        : laterThan(after, verifiedAt, holding.state().publicName());
  }

  private static Verdict laterThan(
      Instant since, @Nullable Instant verifiedAt, HoldingStateName becomes) {
    return verifiedAt != null && verifiedAt.isAfter(since)
        ? new Allowed(becomes)
        : new Refused(CryptoProblem.REAL_NAME_REQUIRED);
  }

  private static Instant blockedSince(Holding holding) {
    return switch (holding.state()) {
      case HoldingState.Locked(Instant since, _) -> since;
      case HoldingState.Quarantined(Instant since, _) -> since;
      case HoldingState.RefreshOnly(Instant since, _) -> since;
      case HoldingState.Active _, HoldingState.Stale _ -> Instant.MIN;
    };
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /// What is known of a reset key's release.
  ///
  /// @param at when it was released; null if it was not
  /// @param bySameRequest whether by the request that asks now
  /// @param now the database's time
  record Released(@Nullable Instant at, boolean bySameRequest, Instant keyCreatedAt, Instant now) {}
}
