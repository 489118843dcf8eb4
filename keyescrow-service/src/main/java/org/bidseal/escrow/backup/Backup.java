package org.bidseal.escrow.backup;

import java.time.Instant;
import org.bidseal.escrow.box.ShareCiphertext;

/// A backup of a key's share on another phone. Only a VERIFIED one counts:
///
/// | from \ event | verify | outdate | revoke, give up | end |
/// |---|---|---|---|---|
/// | REQUESTED | VERIFIED | STALE | REVOKED | REVOKED |
/// | VERIFIED | VERIFIED | STALE | REVOKED | REVOKED |
/// | STALE | | STALE | | STALE |
/// | REVOKED | | REVOKED | REVOKED | REVOKED |
///
/// The ciphertext exists as long as the backup lives. Ending it drops that, forbids to recover from
/// it, and ends the holding that it led to: crypto-service answers that phone no more. What the
/// phone has taken over dies by a refresh of the share.
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

  /// Why a backup was ended.
  enum EndReason {
    /// The owner took it back.
    OWNER_REVOKED,
    /// The owner made it anew before it was verified.
    REPLACED,
    /// The holder does not want it any more.
    HOLDER_GAVE_UP,
    /// Its holder is no member of the key's enterprise any more.
    HOLDER_LEFT,
    /// Its owner is no member of the key's enterprise any more.
    OWNER_LEFT,
    /// The phone that held it was reported lost, or removed.
    DEVICE_GONE
  }

  /// A backup whose share may be in force.
  sealed interface Live extends Backup {
    /// For the holder's phone.
    ShareCiphertext box();

    /// The key has newer shares.
    default Stale outdate() {
      return new Stale(card());
    }

    /// It ends before the share does.
    default Revoked end(EndReason reason) {
      return new Revoked(card(), reason);
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

  /// Ended before its share.
  record Revoked(BackupCard card, EndReason reason) implements Backup {
    @Override
    public State state() {
      return State.REVOKED;
    }
  }
}
