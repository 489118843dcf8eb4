package org.bidseal.crypto.envelope;

import java.util.UUID;

/// What an envelope is for, a part of a bid (投标部分); the same in all its states.
///
/// @param bidId the bid that it is a part of
/// @param enterpriseId who bids, or who leads the consortium that does
/// @param fileName the file's name, shown to people and never used as a path
/// @param size the file's size in bytes, before sealing
public record BidPart(
    UUID envelopeId,
    UUID bidId,
    UUID openingId,
    UUID platformId,
    UUID enterpriseId,
    String fileName,
    long size,
    Sealing sealing) {}
