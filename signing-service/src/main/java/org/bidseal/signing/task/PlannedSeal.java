package org.bidseal.signing.task;

import java.util.UUID;
import org.bidseal.signing.pdf.Placement;
import org.jspecify.annotations.Nullable;

/// A seal to be set.
///
/// @param position number among the signatory's placements, from 0
/// @param signedBy the signing request that set it; null before
public record PlannedSeal(
    int position, Placement placement, SealType sealType, @Nullable UUID signedBy) {

  PlannedSeal signed(UUID requestId) {
    return new PlannedSeal(position, placement, sealType, requestId);
  }
}
