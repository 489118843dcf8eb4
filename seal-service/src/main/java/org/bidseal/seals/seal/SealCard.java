package org.bidseal.seals.seal;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.kind.SealType;

/// What is fixed when a seal is made.
public record SealCard(
    UUID sealId,
    UUID impressionId,
    UUID enterpriseId,
    SealType sealType,
    String name,
    Instant madeAt) {}
