package org.bidseal.crypto.hall;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.hall.HallView.HallBid;
import org.bidseal.crypto.opening.Opening;
import org.bidseal.crypto.queue.QueuePlace;
import org.jspecify.annotations.Nullable;

/// Who sees what of a look at the hall.
final class HallAnswers {
  private HallAnswers() {}

  /// Whose eyes see it.
  ///
  /// @param platform whether it is the opening's platform
  /// @param enterprises whose member a person is
  record Viewer(boolean platform, Set<UUID> enterprises) {
    boolean owns(HallSnapshot.Bid bid) {
      return platform
          || enterprises.contains(bid.enterpriseId())
          || bid.members().stream().anyMatch(enterprises::contains);
    }
  }

  /// The answer for a viewer.
  ///
  /// @param seen what he has seen before; null for nothing
  static HallView answer(HallSnapshot look, Viewer viewer, @Nullable HallVersion seen) {
    Opening opening = look.opening().opening();
    boolean opened = opening.hasOpenedAt(look.opening().now());
    boolean everybody = viewer.platform() || opened;
    HallVersion base = seen != null && seen.everybody() == everybody ? seen : null;
    return new HallView(
        opening.openingId(),
        opening.stage(),
        HallVersion.of(everybody, look.snapshot()).text(),
        base == null,
        look.opening().phase(),
        look.opening().now(),
        opening.deadline(),
        opening.opensAt(),
        opening.windowEndsAt(),
        opening.concludedAt(),
        everybody ? counts(look.bids()) : null,
        look.bids().stream()
            .filter(everybody ? _ -> true : viewer::owns)
            .filter(base == null ? _ -> true : changedSince(base))
            .map(bid -> show(bid, look.queue().get(bid.envelopeId()), viewer.owns(bid), opened))
            .toList());
  }

  /// Whether the answer tells anything new.
  static boolean hasNews(HallSnapshot look, HallView answer, HallVersion seen) {
    return answer.complete() || !answer.bids().isEmpty() || !seen.saw(look.changedIn());
  }

  private static Predicate<HallSnapshot.Bid> changedSince(HallVersion seen) {
    return bid -> !seen.saw(bid.changedIn());
  }

  private static Map<Envelope.State, Long> counts(List<HallSnapshot.Bid> bids) {
    return bids.stream()
        .collect(
            Collectors.groupingBy(HallSnapshot.Bid::state, TreeMap::new, Collectors.counting()));
  }

  private static HallBid show(
      HallSnapshot.Bid bid, @Nullable QueuePlace place, boolean own, boolean opened) {
    boolean waits = opened && bid.threshold() != null && bid.waitsForShares();
    return new HallBid(
        bid.envelopeId(),
        bid.bidId(),
        bid.enterpriseId(),
        bid.members(),
        own,
        own ? bid.fileName() : null,
        bid.state(),
        bid.sealedAt(),
        bid.needsConfirmation(),
        bid.openedAt(),
        opened ? bid.refusals() : null,
        opened ? bid.reason() : null,
        opened ? bid.fault() : null,
        waits ? bid.threshold() : null,
        waits ? bid.sharesGiven() : null,
        place == null ? null : place.position(),
        place == null ? null : place.expectedAt());
  }
}
