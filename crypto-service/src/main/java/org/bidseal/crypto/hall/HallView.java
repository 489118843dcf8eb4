package org.bidseal.crypto.hall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bidseal.crypto.conclusion.Fault;
import org.bidseal.crypto.conclusion.Reason;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.opening.Opening;
import org.jspecify.annotations.Nullable;

/// The hall as the API shows it. All times are the database's; a page counts down from
/// `serverTime`.
///
/// @param version to be sent as `since`; opaque
/// @param stage what of a bid is opened here
/// @param complete whether `bids` has all that the caller may see; otherwise those that changed
///   since `since`, to be put in the place of what he has
/// @param counts sealed bids by state; absent for bidders until the opening's time
/// @param bids own ones only for bidders until the opening's time: until then not even the number
///   of the others is theirs to know (招标投标法 第二十二条)
record HallView(
    UUID openingId,
    Opening.Stage stage,
    String version,
    boolean complete,
    Opening.Phase state,
    Instant serverTime,
    Instant deadline,
    Instant opensAt,
    Instant windowEndsAt,
    @Nullable Instant concludedAt,
    @Nullable Map<Envelope.State, Long> counts,
    List<HallBid> bids) {

  /// One sealed bid. Of other bidders' bids everybody sees who bids, the state and its reasons, and
  /// never a file's name or size, a person or a session.
  ///
  /// @param bidId the bid that it is a part of
  /// @param enterpriseId who bids, or who leads the consortium (联合体) that does
  /// @param members of the consortium besides its leader, in the order of the announcement
  /// @param own whether it is the caller's: the platform's all are
  /// @param fileName of own bids
  /// @param openedAt when its plaintext was out
  /// @param refusals attempts that came to nothing so far
  /// @param reason why it is not open, so far, from the opening's time on: see the timeline
  /// @param fault whose that is
  /// @param sharesNeeded how many recipients must open it together, from the opening's time on,
  ///   until it is open; absent if any one of them opens it
  /// @param sharesGiven how many have given their shares of its key
  /// @param queuePosition 0: it is being decrypted; 1: it is next; absent if it is not waiting. It
  ///   and `expectedAt` move without being news: ask again for them
  /// @param expectedAt when its plaintext is expected, at the workers' present speed
  record HallBid(
      UUID envelopeId,
      UUID bidId,
      UUID enterpriseId,
      List<UUID> members,
      boolean own,
      @Nullable String fileName,
      Envelope.State state,
      Instant sealedAt,
      boolean needsConfirmation,
      @Nullable Instant openedAt,
      @Nullable Long refusals,
      @Nullable Reason reason,
      @Nullable Fault fault,
      @Nullable Integer sharesNeeded,
      @Nullable Long sharesGiven,
      @Nullable Integer queuePosition,
      @Nullable Instant expectedAt) {}
}
