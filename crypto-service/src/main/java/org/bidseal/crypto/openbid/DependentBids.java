package org.bidseal.crypto.openbid;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sealed, unopened bids that a key can open.
///
/// @param asOf the database's time
/// @param neededUntil end of the last decryption window, which its platform may still move; null if
///   no bid needs the key
/// @param bids the first to open first
record DependentBids(
    UUID keyId, Instant asOf, @Nullable Instant neededUntil, List<DependentBid> bids) {

  static DependentBids of(UUID keyId, Instant asOf, List<DependentBid> bids) {
    Instant last =
        bids.stream().map(DependentBid::decryptionEndsAt).max(Instant::compareTo).orElse(null);
    return new DependentBids(keyId, asOf, last, bids);
  }

  /// One of them.
  ///
  /// @param openingName as the platform registered it
  /// @param decryptionEndsAt end of the decryption window
  /// @param otherRecipients how many other keys can open it without this one; of a bid that several
  ///   open together, how many more than it needs besides this one
  /// @param backedUp whether the key has a verified backup of its present share
  record DependentBid(
      UUID envelopeId,
      UUID bidId,
      UUID openingId,
      UUID platformId,
      String tenderId,
      String lotId,
      String stage,
      String openingName,
      Instant opensAt,
      Instant decryptionEndsAt,
      int otherRecipients,
      boolean backedUp) {}
}
