package org.bidseal.bench.opening;

import java.util.UUID;

/// A bid that lies sealed, and what is in it.
record SealedBid(UUID openingId, UUID envelopeId, Bidder bidder, BidFile file) {}
