package org.bidseal.crypto.conclusion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope.Outcome;

/// What the timeline says of a bid that is not open.
///
/// @param basis the entries that it rests on; empty if it rests on there being none
public record Finding(Reason reason, List<UUID> basis) {
  public Finding {
    basis = List.copyOf(basis);
  }

  public Fault fault() {
    return reason.fault();
  }

  /// What the bid counts as for that reason; empty if the platform must decide.
  public Optional<Outcome> outcome() {
    return switch (fault()) {
      case BIDDER -> Optional.of(Outcome.WITHDRAWN);
      case CENTRE, PLATFORM -> Optional.of(Outcome.RECALLED);
      case UNDECIDED -> Optional.empty();
    };
  }
}
