package org.bidseal.crypto.opening;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The opening (开标) of one lot of a tender, or of one stage of it, as a trading platform registered
/// it. Each stage keeps its own times: none is opened by another's opening.
///
/// What it allows depends on nothing but the present, which is always the database's:
///
/// | phase | from | takes bids | decrypts |
/// |---|---|---|---|
/// | REGISTERED | registration | yes | no |
/// | CLOSED | deadline | no | no |
/// | OPENED | opensAt | no | yes |
/// | ENDED | opensAt + window | no | no, unless the platform extends the window |
/// | CONCLUDED | the platform concludes it | no | never again |
///
/// @param tenderId the platform's id of the tender (招标项目)
/// @param lotId the platform's id of the lot (标段)
/// @param stage what of a bid is opened here
/// @param deadline the first instant that takes no bid
/// @param opensAt the first instant that decrypts; not before the deadline
/// @param window the decryption window (解密时限), from opensAt
/// @param concludedAt when the platform concluded it (结束开标); null until then
/// @param unconfirmedBids what becomes of bids that are not confirmed after a change of the tender
/// @param recipientPolicy how many recipients must at least, or exactly, open a bid together
/// @param eventLock whether bids are sealed under a committee's lock (docs/event-lock.md); it takes
///   none until that is ready
public record Opening(
    UUID openingId,
    UUID platformId,
    String tenderId,
    String lotId,
    Stage stage,
    String name,
    Instant deadline,
    Instant opensAt,
    Duration window,
    Instant registeredAt,
    @Nullable Instant concludedAt,
    UnconfirmedBids unconfirmedBids,
    RecipientDemand recipientPolicy,
    boolean eventLock) {

  /// @throws IllegalArgumentException if it would open before its deadline, or the window is empty
  public Opening {
    if (opensAt.isBefore(deadline)) {
      throw new IllegalArgumentException("an opening opens at or after its deadline");
    }
    if (!window.isPositive()) {
      throw new IllegalArgumentException("the decryption window is empty");
    }
  }

  /// What of a bid is opened (阶段). A lot has at most one opening of each.
  public enum Stage {
    /// The whole bid at once (整体).
    WHOLE,
    /// Who the bidder is, and what he has done (资格标).
    QUALIFICATION,
    /// How he would do it (技术标).
    TECHNICAL,
    /// For how much (商务标, 报价).
    PRICE
  }

  /// What becomes of a bid whose bidder did not confirm it after the tender had changed.
  public enum UnconfirmedBids {
    /// It is a bid like any other.
    VALID,
    /// It is not opened.
    EXCLUDED
  }

  /// Where the opening is in its life.
  public enum Phase {
    REGISTERED,
    CLOSED,
    OPENED,
    ENDED,
    CONCLUDED
  }

  /// The phase at an instant.
  public Phase phaseAt(Instant now) {
    if (concludedAt != null) {
      return Phase.CONCLUDED;
    }
    if (now.isBefore(deadline)) {
      return Phase.REGISTERED;
    }
    if (now.isBefore(opensAt)) {
      return Phase.CLOSED;
    }
    return now.isBefore(windowEndsAt()) ? Phase.OPENED : Phase.ENDED;
  }

  /// Whether a bid may still be prepared, described and sealed.
  public boolean takesBidsAt(Instant now) {
    return now.isBefore(deadline);
  }

  /// Whether bids may be decrypted.
  public boolean decryptsAt(Instant now) {
    return phaseAt(now) == Phase.OPENED;
  }

  /// Whether the opening's time has come, and so its record may be read.
  public boolean hasOpenedAt(Instant now) {
    return !now.isBefore(opensAt);
  }

  /// The end of the decryption window, exclusive.
  public Instant windowEndsAt() {
    return opensAt.plus(window);
  }
}
