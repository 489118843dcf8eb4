package org.bidseal.seals.use;

import java.time.Instant;
import java.util.UUID;

/// One use of a seal.
///
/// | from \ event | confirm | release |
/// |---|---|---|
/// | RESERVED | CONFIRMED | RELEASED |
/// | CONFIRMED, RELEASED | | |
///
/// A reservation that nobody decides is given back by the sweep.
public sealed interface SealUse {

  /// States as the database names them.
  enum State {
    RESERVED,
    CONFIRMED,
    RELEASED
  }

  State state();

  UseCard card();

  /// What is fixed at the reservation.
  record UseCard(
      UUID useId, UUID sealId, UUID taskId, UUID sessionId, UUID personId, Instant reservedAt) {}

  /// Set aside for a signature under way.
  record Reserved(UseCard card) implements SealUse {
    @Override
    public State state() {
      return State.RESERVED;
    }

    Confirmed confirm() {
      return new Confirmed(card);
    }

    Released release() {
      return new Released(card);
    }
  }

  /// The signature was made.
  record Confirmed(UseCard card) implements SealUse {
    @Override
    public State state() {
      return State.CONFIRMED;
    }
  }

  /// The signature was not made; the use counts for nothing.
  record Released(UseCard card) implements SealUse {
    @Override
    public State state() {
      return State.RELEASED;
    }
  }
}
