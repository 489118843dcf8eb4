package org.bidseal.escrow.dependence;

import java.time.Instant;
import java.util.UUID;

/// A sealed bid that is not opened yet and has the key among its recipients.
///
/// @param opensAt from when it may be decrypted
/// @param decryptionEndsAt until when
public record DependentBid(
    UUID envelopeId, UUID openingId, Instant opensAt, Instant decryptionEndsAt) {}
