package org.bidseal.bench.stage;

import java.util.UUID;

/// A bid that lies sealed, and what is in it.
public record SealedBid(UUID openingId, UUID envelopeId, Bidder bidder, BidFile file) {}
