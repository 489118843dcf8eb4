package org.bidseal.escrow.quorum;

import java.util.UUID;
import org.bidseal.smcrypto.sharing.ShareCommitments;

/// A share in pieces. Only a VERIFIED one counts:
///
/// | from \ event | a piece is verified | a piece ends | newer shares | revoked |
/// |---|---|---|---|---|
/// | REQUESTED | VERIFIED with the threshold | REVOKED below the threshold | STALE | REVOKED |
/// | VERIFIED | VERIFIED | REVOKED below the threshold | STALE | REVOKED |
/// | STALE, REVOKED | | | | |
///
/// @param commitments known to this service alone: `A_0` would let a thief test PINs
record QuorumBackup(
    UUID backupId,
    UUID keyId,
    int generation,
    UUID ownerPersonId,
    ShareCommitments commitments,
    State state) {
  /// States as the API and the database name them.
  enum State {
    REQUESTED,
    VERIFIED,
    STALE,
    REVOKED
  }

  boolean isLive() {
    return state == State.REQUESTED || state == State.VERIFIED;
  }
}
