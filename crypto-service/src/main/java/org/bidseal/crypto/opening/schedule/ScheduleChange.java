package org.bidseal.crypto.opening.schedule;

import java.time.Instant;
import java.util.Optional;
import org.bidseal.crypto.opening.Opening;

/// A wish for other times, judged by where the opening is in its life:
///
/// | phase | deadline | opening time |
/// |---|---|---|
/// | REGISTERED, no bid sealed | any future time | at or after the deadline |
/// | REGISTERED, a bid sealed | not earlier than it was | not earlier than it was |
/// | CLOSED | as it was | not earlier than it was |
/// | OPENED, ENDED, CONCLUDED | refused | refused |
///
/// A bidder who has sealed trusted that nobody opens before the time that he saw; bidders who were
/// in time trusted that nobody comes later.
///
/// @param deadline the first instant that takes no bid
/// @param opensAt the first instant that decrypts
record ScheduleChange(Instant deadline, Instant opensAt) {
  /// Why a change is refused.
  enum Refusal {
    /// The opening's time has come.
    OPENED,
    /// Bids are no longer taken, and that does not change again.
    DEADLINE_PASSED,
    /// A sealed bid would be opened, or the deadline end, earlier than its bidder was told.
    EARLIER_THAN_SEALED,
    /// The deadline is not in the future, or after the opening time.
    TIMES_INVALID
  }

  /// Why this may not become the opening's schedule; empty if it may.
  ///
  /// @param sealed whether the opening has a sealed bid
  Optional<Refusal> refusal(Opening opening, Instant now, boolean sealed) {
    return switch (opening.phaseAt(now)) {
      case OPENED, ENDED, CONCLUDED -> Optional.of(Refusal.OPENED);
      case CLOSED -> whenClosed(opening);
      case REGISTERED -> whenRegistered(opening, now, sealed);
    };
  }

  private Optional<Refusal> whenClosed(Opening opening) {
    if (!deadline.equals(opening.deadline())) {
      return Optional.of(Refusal.DEADLINE_PASSED);
    }
    return opensAt.isBefore(opening.opensAt())
        ? Optional.of(Refusal.EARLIER_THAN_SEALED)
        : Optional.empty();
  }

  private Optional<Refusal> whenRegistered(Opening opening, Instant now, boolean sealed) {
    if (!deadline.isAfter(now) || opensAt.isBefore(deadline)) {
      return Optional.of(Refusal.TIMES_INVALID);
    }
    boolean earlier = deadline.isBefore(opening.deadline()) || opensAt.isBefore(opening.opensAt());
    return sealed && earlier ? Optional.of(Refusal.EARLIER_THAN_SEALED) : Optional.empty();
  }
}
