package org.bidseal.crypto.bidding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Sealing;
import org.bidseal.crypto.opening.Opening;
import org.jspecify.annotations.Nullable;

/// A bid as the API shows it to its platform and to the people of every enterprise that bids.
///
/// @param enterpriseId who bids, or who leads the consortium (联合体) that does
/// @param members of the consortium besides its leader, in the order of the announcement
/// @param complete whether every part is sealed
/// @param missing openings of the parts that are not: what a bidder has yet to seal, or has
///   forgotten
/// @param parts in the order of their opening times
/// @param serverTime the database's time, which is the one that counts
record BidView(
    UUID bidId,
    UUID platformId,
    String tenderId,
    UUID enterpriseId,
    List<UUID> members,
    Instant announcedAt,
    boolean complete,
    List<UUID> missing,
    List<BidPart> parts,
    Instant serverTime) {

  /// What a bid has for one opening.
  ///
  /// @param state of the opening, at `serverTime`
  /// @param sealed the envelope that counts; absent while none is sealed, or after it was taken
  ///   back
  /// @param envelopes all that were announced for it, the first one first
  record BidPart(
      UUID openingId,
      String lotId,
      Opening.Stage stage,
      String name,
      Opening.Phase state,
      Instant deadline,
      Instant opensAt,
      @Nullable UUID sealed,
      List<PartEnvelope> envelopes) {}

  /// An envelope of a part.
  ///
  /// @param size of the file, in bytes
  record PartEnvelope(
      UUID envelopeId,
      Envelope.State state,
      String fileName,
      long size,
      Sealing sealing,
      @Nullable Instant sealedAt) {}
}
