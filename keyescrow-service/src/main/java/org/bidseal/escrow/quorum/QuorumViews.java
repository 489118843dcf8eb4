package org.bidseal.escrow.quorum;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What phones see.
final class QuorumViews {
  private QuorumViews() {}

  /// A share in pieces, as its owner sees it.
  ///
  /// @param threshold how many pieces rebuild the share
  /// @param digest of the commitments, 64 lower-case hexadecimal digits: names the sharing
  record QuorumBackupView(
      UUID backupId,
      QuorumBackup.State state,
      UUID keyId,
      int generation,
      int threshold,
      String digest,
      Instant requestedAt,
      List<PieceView> pieces) {}

  /// Where a piece is.
  ///
  /// @param verifiedAt absent before
  /// @param ended whether its holder is a holder no more
  record PieceView(
      int index,
      UUID holderPersonId,
      @Nullable String holderName,
      UUID holderDeviceId,
      @Nullable Instant verifiedAt,
      boolean ended) {}

  /// A piece, as its holder sees it.
  ///
  /// @param image what `piece·G` must be, by the commitments that were proven to be the key's
  /// @param ciphertext base64; absent when the piece has ended
  record HeldPieceView(
      UUID backupId,
      QuorumBackup.State state,
      UUID keyId,
      int generation,
      UUID ownerPersonId,
      @Nullable String ownerName,
      int threshold,
      String digest,
      int index,
      String image,
      UUID holderDeviceId,
      @Nullable Instant verifiedAt,
      @Nullable String ciphertext) {}

  /// The states of a recovery.
  ///
  /// | from \ event | enough pieces | import | refreshed by the new phone | elsewhere | objection | time |
  /// |---|---|---|---|---|---|---|
  /// | PENDING | CONFIRMED | | EXPIRED | EXPIRED | REJECTED | EXPIRED |
  /// | CONFIRMED | CONFIRMED | IMPORTED, after the waiting time | EXPIRED | EXPIRED | REJECTED | EXPIRED |
  /// | IMPORTED | | IMPORTED | RECOVERED | EXPIRED | | |
  enum QuorumRecoveryState {
    PENDING,
    CONFIRMED,
    IMPORTED,
    RECOVERED,
    REJECTED,
    EXPIRED
  }

  /// A recovery as its owner and the holders see it.
  ///
  /// @param publicKey of the key, 130 lower-case hexadecimal digits
  /// @param transportPublicKey of the new phone
  /// @param importableAt the end of the waiting time; absent before enough pieces are there
  /// @param passedPieces how many are there
  /// @param pieces for the owner alone, from CONFIRMED to the refresh
  record QuorumRecoveryView(
      UUID recoveryId,
      QuorumRecoveryState state,
      UUID backupId,
      UUID keyId,
      int generation,
      String publicKey,
      UUID ownerPersonId,
      @Nullable String ownerName,
      UUID newDeviceId,
      String transportPublicKey,
      int threshold,
      int passedPieces,
      Instant requestedAt,
      @Nullable Instant importableAt,
      Instant expiresAt,
      List<PassedPieceView> pieces) {
    QuorumRecoveryView with(List<PassedPieceView> passed) {
      return new QuorumRecoveryView(
          recoveryId,
          state,
          backupId,
          keyId,
          generation,
          publicKey,
          ownerPersonId,
          ownerName,
          newDeviceId,
          transportPublicKey,
          threshold,
          passedPieces,
          requestedAt,
          importableAt,
          expiresAt,
          passed);
    }
  }

  /// A piece for the new phone.
  ///
  /// @param image what `piece·G` must be
  record PassedPieceView(int index, String image, String ciphertext) {}

  /// An imported share. The phone refreshes it next.
  ///
  /// @param token for the holding's first request; kept nowhere
  record QuorumImportView(
      UUID recoveryId, QuorumRecoveryState state, UUID keyId, int generation, String token) {
    /// The token stays out of logs.
    @Override
    public String toString() {
      return "QuorumImportView[" + recoveryId + "]";
    }
  }
}
