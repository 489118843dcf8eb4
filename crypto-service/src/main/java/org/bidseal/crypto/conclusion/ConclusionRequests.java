package org.bidseal.crypto.conclusion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope.Outcome;
import org.bidseal.crypto.opening.OpeningView;
import org.jspecify.annotations.Nullable;

/// What platforms send to conclude openings, what they get, and what other services are told.
final class ConclusionRequests {
  private static final int MOST = 5_000;

  private ConclusionRequests() {}

  /// @param decisions on bids that the timeline leaves undecided, or otherwise than it says
  record Conclude(@Nullable @Valid @Size(max = MOST) List<@NotNull Decision> decisions) {
    List<Decision> all() {
      return decisions == null ? List.of() : decisions;
    }
  }

  record Decision(
      @NotNull UUID envelopeId,
      @NotNull Outcome outcome,
      @NotBlank @Size(max = 1_000) String reason) {}

  record Overrule(@NotNull Outcome outcome, @NotBlank @Size(max = 1_000) String reason) {}

  /// An opening's end, for the platform and all its bidders.
  ///
  /// @param verdicts of all bids that were sealed and not opened
  record ConclusionView(OpeningView opening, List<VerdictView> verdicts) {}

  /// What one bid counts as.
  ///
  /// @param reason by the timeline
  /// @param fault whose it was, by the timeline
  /// @param basis ids of the timeline's entries that it rests on; empty if it rests on there being
  ///   none
  /// @param platformReason of a decision by the platform, in its words
  /// @param overruled whether the platform decided otherwise than the timeline says
  record VerdictView(
      UUID envelopeId,
      UUID enterpriseId,
      Outcome outcome,
      Reason reason,
      Fault fault,
      List<UUID> basis,
      DecidedBy decidedBy,
      @Nullable String platformReason,
      boolean overruled,
      Instant decidedAt) {}

  enum DecidedBy {
    /// By this service, from the timeline.
    SERVICE,
    PLATFORM
  }

  /// Data of `org.bidseal.crypto.bid-judged.v1`: the bid was not opened and counts as WITHDRAWN
  /// (视为撤销) or RECALLED (视为撤回). Told again when the platform overrules.
  record BidJudged(
      UUID envelopeId,
      UUID openingId,
      UUID platformId,
      UUID enterpriseId,
      Outcome outcome,
      Reason reason,
      Fault fault,
      DecidedBy decidedBy,
      Instant judgedAt) {
    static final String TYPE = "org.bidseal.crypto.bid-judged.v1";
  }

  /// Data of `org.bidseal.crypto.opening-concluded.v1`.
  record OpeningConcluded(UUID openingId, UUID platformId, int judged) {
    static final String TYPE = "org.bidseal.crypto.opening-concluded.v1";
  }
}
