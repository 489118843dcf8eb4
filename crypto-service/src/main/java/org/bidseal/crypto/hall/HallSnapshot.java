package org.bidseal.crypto.hall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Fault;
import org.bidseal.crypto.conclusion.Reason;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.opening.OpeningNow;
import org.jspecify.annotations.Nullable;

/// One look at an opening and all its sealed bids, by one statement.
///
/// @param snapshot what the statement saw
/// @param changedIn transaction of the opening's latest change
record HallSnapshot(OpeningNow opening, String snapshot, long changedIn, List<Bid> bids) {
  HallSnapshot {
    bids = List.copyOf(bids);
  }

  /// One sealed bid.
  ///
  /// @param changedIn transaction of the latest change, of its row or of its timeline
  record Bid(
      UUID envelopeId,
      UUID enterpriseId,
      String fileName,
      Envelope.State state,
      Instant sealedAt,
      boolean needsConfirmation,
      @Nullable Instant openedAt,
      long refusals,
      @Nullable Reason reason,
      @Nullable Fault fault,
      long changedIn) {}
}
