package org.bidseal.signing.task;

import java.util.List;
import java.util.UUID;

/// An enterprise that is to sign, and where.
///
/// One signature sets all the enterprise's open seals of one type; an enterprise that is asked for
/// a company seal and its legal representative's seal signs twice.
public record Signatory(UUID enterpriseId, List<PlannedSeal> seals) {
  /// Checks that there is something to sign.
  public Signatory {
    if (seals.isEmpty()) {
      throw new IllegalArgumentException("a signatory has at least one placement");
    }
    seals = List.copyOf(seals);
  }

  /// Whether every seal is set.
  public boolean done() {
    return seals.stream().allMatch(seal -> seal.signedBy() != null);
  }

  /// The seals of a type that are not set yet, in order.
  public List<PlannedSeal> open(SealType type) {
    return seals.stream()
        .filter(seal -> seal.sealType() == type && seal.signedBy() == null)
        .toList();
  }

  Signatory signed(SealType type, UUID requestId) {
    return new Signatory(
        enterpriseId,
        seals.stream()
            .map(seal ->
                seal.sealType() == type && seal.signedBy() == null ? seal.signed(requestId) : seal)
            .toList());
  }
}
