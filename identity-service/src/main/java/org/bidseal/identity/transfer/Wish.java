package org.bidseal.identity.transfer;

import java.util.List;
import java.util.UUID;

/// What an administrator asks for.
///
/// @param acknowledgedBids envelope ids of the sealed bids that he was shown to need his keys
record Wish(
    UUID enterpriseId, UUID administratorId, UUID successorId, List<UUID> acknowledgedBids) {}
