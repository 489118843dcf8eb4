package org.bidseal.crypto.opening.schedule;

import java.time.Instant;

/// A change of an opening's times as the API shows it, to the platform and to every bidder.
///
/// @param rescheduledAt the database's time
public record Rescheduling(
    Instant rescheduledAt,
    Instant previousDeadline,
    Instant previousOpensAt,
    Instant deadline,
    Instant opensAt,
    String reason) {}
