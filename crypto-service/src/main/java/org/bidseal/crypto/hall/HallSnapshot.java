package org.bidseal.crypto.hall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Fault;
import org.bidseal.crypto.conclusion.Reason;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.queue.QueuePlace;
import org.jspecify.annotations.Nullable;

/// One look at an opening and all its sealed bids, by one statement.
///
/// @param snapshot what the statement saw
/// @param changedIn transaction of the opening's latest change
/// @param queue places of the bids that wait to be decrypted or are being decrypted, by envelope
record HallSnapshot(
    OpeningNow opening,
    String snapshot,
    long changedIn,
    List<Bid> bids,
    Map<UUID, QueuePlace> queue) {
  HallSnapshot {
    bids = List.copyOf(bids);
    queue = Map.copyOf(queue);
  }

  HallSnapshot with(Map<UUID, QueuePlace> places) {
    return new HallSnapshot(opening, snapshot, changedIn, bids, places);
  }

  /// One sealed bid.
  ///
  /// @param enterpriseId who bids, or who leads the consortium that does
  /// @param members of the consortium besides its leader
  /// @param threshold how many recipients open it together; null if any one of them does
  /// @param sharesGiven how many shares of its key wait for others
  /// @param changedIn transaction of the latest change, of its row or of its timeline
  record Bid(
      UUID envelopeId,
      UUID bidId,
      UUID enterpriseId,
      List<UUID> members,
      String fileName,
      Envelope.State state,
      Instant sealedAt,
      boolean needsConfirmation,
      @Nullable Instant openedAt,
      long refusals,
      @Nullable Reason reason,
      @Nullable Fault fault,
      @Nullable Integer threshold,
      long sharesGiven,
      long changedIn) {
    boolean waitsForShares() {
      return state == Envelope.State.SEALED || state == Envelope.State.FAILED;
    }
  }
}
