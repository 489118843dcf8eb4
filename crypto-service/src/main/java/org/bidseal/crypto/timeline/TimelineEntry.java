package org.bidseal.crypto.timeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One entry.
///
/// @param envelopeId null if it concerns all bids of the opening
/// @param at the database's time
/// @param detail by kind, see there
/// @param claimedAt of a report: what the client's clock said
/// @param report of a report: what was signed; null if it is from before devices had keys
public record TimelineEntry(
    UUID entryId,
    @Nullable UUID envelopeId,
    Instant at,
    FactKind kind,
    @Nullable String detail,
    @Nullable UUID personId,
    @Nullable UUID sessionId,
    @Nullable UUID deviceId,
    @Nullable Instant claimedAt,
    @Nullable SignedReport report) {}
