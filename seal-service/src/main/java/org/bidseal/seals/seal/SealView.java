package org.bidseal.seals.seal;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.kind.SealType;
import org.jspecify.annotations.Nullable;

/// A seal as the API shows it.
public record SealView(
    UUID sealId,
    UUID impressionId,
    UUID enterpriseId,
    Seal.State state,
    SealType sealType,
    String name,
    Instant madeAt,
    @Nullable UUID claimedBy,
    @Nullable Instant claimedAt) {

  /// The view of a seal.
  public static SealView of(Seal seal) {
    return switch (seal) {
      case Seal.Made made -> view(made, null, null);
      case Seal.Claimed claimed -> view(claimed, claimed.claimedBy(), claimed.claimedAt());
      case Seal.Revoked revoked -> view(revoked, null, null);
    };
  }

  private static SealView view(Seal seal, @Nullable UUID claimedBy, @Nullable Instant claimedAt) {
    SealCard card = seal.card();
    return new SealView(
        card.sealId(),
        card.impressionId(),
        card.enterpriseId(),
        seal.state(),
        card.sealType(),
        card.name(),
        card.madeAt(),
        claimedBy,
        claimedAt);
  }
}
