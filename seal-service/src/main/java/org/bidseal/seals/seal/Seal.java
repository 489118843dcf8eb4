package org.bidseal.seals.seal;

import java.time.Instant;
import java.util.UUID;

/// An electronic seal.
///
/// | from \ event | claim | revoke |
/// |---|---|---|
/// | MADE | CLAIMED | REVOKED |
/// | CLAIMED | | REVOKED |
/// | REVOKED | | |
///
/// Only a claimed seal can be used.
public sealed interface Seal {

  /// States as the API and the database name them.
  enum State {
    MADE,
    CLAIMED,
    REVOKED
  }

  State state();

  SealCard card();

  /// Approved and signed by the seal maker; nobody has claimed it.
  record Made(SealCard card) implements Seal {
    @Override
    public State state() {
      return State.MADE;
    }

    Claimed claim(UUID personId, Instant now) {
      return new Claimed(card, personId, now);
    }

    Revoked revoke() {
      return new Revoked(card);
    }
  }

  /// Ready for use.
  record Claimed(SealCard card, UUID claimedBy, Instant claimedAt) implements Seal {
    @Override
    public State state() {
      return State.CLAIMED;
    }

    Revoked revoke() {
      return new Revoked(card);
    }
  }

  /// Out of use for good.
  record Revoked(SealCard card) implements Seal {
    @Override
    public State state() {
      return State.REVOKED;
    }
  }
}
