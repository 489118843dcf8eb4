package org.bidseal.crypto.opening;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An opening as the API shows it.
///
/// @param stage what of a bid is opened here
/// @param state its phase at `serverTime`
/// @param windowMinutes with all extensions
/// @param concludedAt absent until the platform has concluded it
/// @param recipientPolicy how many recipients must open a bid together; AT_LEAST 1 demands nothing
/// @param eventLock whether bids are sealed under a committee's lock
/// @param serverTime the database's time, which is the one that counts
public record OpeningView(
    UUID openingId,
    UUID platformId,
    String tenderId,
    String lotId,
    Opening.Stage stage,
    String name,
    Opening.Phase state,
    Instant deadline,
    Instant opensAt,
    long windowMinutes,
    Instant windowEndsAt,
    Instant registeredAt,
    @Nullable Instant concludedAt,
    Opening.UnconfirmedBids unconfirmedBids,
    RecipientDemand recipientPolicy,
    boolean eventLock,
    Instant serverTime) {

  /// Shows an opening.
  public static OpeningView of(OpeningNow read) {
    Opening opening = read.opening();
    return new OpeningView(
        opening.openingId(),
        opening.platformId(),
        opening.tenderId(),
        opening.lotId(),
        opening.stage(),
        opening.name(),
        read.phase(),
        opening.deadline(),
        opening.opensAt(),
        opening.window().toMinutes(),
        opening.windowEndsAt(),
        opening.registeredAt(),
        opening.concludedAt(),
        opening.unconfirmedBids(),
        opening.recipientPolicy(),
        opening.eventLock(),
        read.now());
  }
}
