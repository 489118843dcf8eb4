package org.bidseal.escrow.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;

/// A key's way back to its owner, from a backup to a new phone:
///
/// | from \ event | confirm | shorten | import | refreshed by the new phone | refreshed elsewhere | reject | expire |
/// |---|---|---|---|---|---|---|---|
/// | PENDING | CONFIRMED | | | EXPIRED | EXPIRED | REJECTED | EXPIRED |
/// | CONFIRMED | CONFIRMED | CONFIRMED | IMPORTED, after the waiting time | EXPIRED | EXPIRED | REJECTED | EXPIRED |
/// | IMPORTED | | | IMPORTED | RECOVERED | EXPIRED | | |
/// | RECOVERED, REJECTED, EXPIRED | | | | | | | |
///
/// Confirming again replaces the ciphertext: one made with a wrong PIN is noticed only when the new
/// phone's proof fails. The waiting time, in which the owner may object on any other device, runs
/// from the first confirmation. A refresh elsewhere kills the share that is under way.
public sealed interface Recovery {
  /// Time for the holder to confirm, and again for the owner to import.
  Duration LIFE = Duration.ofDays(7);

  RecoveryCard card();

  /// The state's name as the API shows it.
  State state();

  /// States as the API and the database name them.
  enum State {
    PENDING,
    CONFIRMED,
    IMPORTED,
    RECOVERED,
    REJECTED,
    EXPIRED
  }

  /// The holder's yes.
  ///
  /// @param importableAt the end of the waiting time
  record Confirmation(Comparison comparison, Instant at, Instant importableAt) {}

  /// A state that waits for somebody, until `expiresAt`.
  sealed interface Open extends Recovery {
    Instant expiresAt();

    /// Passes the share on.
    ///
    /// @param importableAt the end of the waiting time, if it begins now
    default Confirmed confirm(
        ShareCiphertext box, Comparison comparison, Instant now, Instant importableAt) {
      Instant begun = this instanceof Confirmed before ? before.importableAt() : importableAt;
      return new Confirmed(
          card(), new Confirmation(comparison, now, begun), box, importableAt.plus(LIFE));
    }

    default Rejected reject(UUID by, String reason) {
      return new Rejected(card(), by, reason);
    }
  }

  /// Asked for by the owner.
  record Pending(RecoveryCard card, Instant expiresAt) implements Open {
    /// A recovery as it is born.
    static Pending of(RecoveryCard card) {
      return new Pending(card, card.requestedAt().plus(LIFE));
    }

    @Override
    public State state() {
      return State.PENDING;
    }
  }

  /// The holder encrypted the share to the new phone.
  record Confirmed(
      RecoveryCard card, Confirmation confirmation, ShareCiphertext box, Instant expiresAt)
      implements Open {
    @Override
    public State state() {
      return State.CONFIRMED;
    }

    Instant importableAt() {
      return confirmation.importableAt();
    }

    Confirmed shorten(Instant now) {
      return new Confirmed(
          card,
          new Confirmation(confirmation.comparison(), confirmation.at(), now),
          box,
          expiresAt);
    }

    Imported imported() {
      return new Imported(card, confirmation, box);
    }
  }

  /// The new phone proved the share and has a holding; it refreshes next.
  record Imported(RecoveryCard card, Confirmation confirmation, ShareCiphertext box)
      implements Recovery {
    @Override
    public State state() {
      return State.IMPORTED;
    }

    Recovered recover(int newGeneration) {
      return new Recovered(card, confirmation, newGeneration);
    }
  }

  /// The new phone refreshed the share: every other copy is dead.
  record Recovered(RecoveryCard card, Confirmation confirmation, int newGeneration)
      implements Recovery {
    @Override
    public State state() {
      return State.RECOVERED;
    }
  }

  /// The holder said no, or the owner took it back.
  record Rejected(RecoveryCard card, UUID by, String reason) implements Recovery {
    @Override
    public State state() {
      return State.REJECTED;
    }
  }

  /// Its time ran out, or the share was refreshed elsewhere.
  record Expired(RecoveryCard card) implements Recovery {
    @Override
    public State state() {
      return State.EXPIRED;
    }
  }
}
