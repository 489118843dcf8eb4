package org.bidseal.crypto.opening.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Data of the event for whoever tells the bidders.
///
/// @param enterpriseIds that have announced a bid: all of them are to be told
record OpeningRescheduled(
    UUID openingId,
    UUID platformId,
    Instant previousDeadline,
    Instant previousOpensAt,
    Instant deadline,
    Instant opensAt,
    String reason,
    List<UUID> enterpriseIds) {
  static final String TYPE = "org.bidseal.crypto.opening-rescheduled.v1";
}
