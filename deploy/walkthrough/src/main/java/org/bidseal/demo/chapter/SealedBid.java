package org.bidseal.demo.chapter;

import java.nio.file.Path;
import java.util.UUID;

/// A bid that lies sealed.
///
/// @param plaintext what must come out at the opening
public record SealedBid(UUID openingId, UUID envelopeId, Path plaintext) {}
