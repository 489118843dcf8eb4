package org.bidseal.escrow.backup;

import java.time.Instant;
import org.bidseal.escrow.box.ShareCiphertext;

/// A backup of a key's share on another phone. Only a VERIFIED one counts:
///
/// | from \ event | verify | outdate | revoke |
/// |---|---|---|---|
/// | REQUESTED | VERIFIED | STALE | REVOKED |
/// | VERIFIED | VERIFIED | STALE | REVOKED |
/// | STALE | | STALE | |
/// | REVOKED | | REVOKED | REVOKED |
///
/// The ciphertext exists as long as the backup lives. Revoking drops it and forbids to recover from
/// it; a half that the holder's phone has taken over dies by a refresh of the share only.
public sealed interface Backup {
  BackupCard card();

  /// The state's name as the API shows it.
  State state();

  /// States as the API and the database name them.
  enum State {
    REQUESTED,
    VERIFIED,
    STALE,
    REVOKED
  }

  /// A backup whose share may be in force.
  sealed interface Live extends Backup {
    /// For the holder's phone.
    ShareCiphertext box();

    /// The key has newer shares.
    default Stale outdate() {
      return new Stale(card());
    }

    /// The owner takes it back.
    default Revoked revoke() {
      return new Revoked(card());
    }
  }

  /// Made by the owner; nobody knows yet whether it opens.
  record Requested(BackupCard card, ShareCiphertext box) implements Live {
    @Override
    public State state() {
      return State.REQUESTED;
    }

    Verified verify(Instant now) {
      return new Verified(card, box, now);
    }
  }

  /// The holder's phone opened it and proved that.
  record Verified(BackupCard card, ShareCiphertext box, Instant verifiedAt) implements Live {
    @Override
    public State state() {
      return State.VERIFIED;
    }
  }

  /// Of an older share generation: dead.
  record Stale(BackupCard card) implements Backup {
    @Override
    public State state() {
      return State.STALE;
    }
  }

  /// Taken back by the owner.
  record Revoked(BackupCard card) implements Backup {
    @Override
    public State state() {
      return State.REVOKED;
    }
  }
}
