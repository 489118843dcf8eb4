package org.bidseal.crypto.envelope;

import java.util.UUID;

/// What an envelope is for; the same in all its states.
///
/// @param fileName the file's name, shown to people and never used as a path
/// @param size the file's size in bytes, before sealing
public record Bid(
    UUID envelopeId,
    UUID openingId,
    UUID platformId,
    UUID enterpriseId,
    String fileName,
    long size,
    Sealing sealing) {}
