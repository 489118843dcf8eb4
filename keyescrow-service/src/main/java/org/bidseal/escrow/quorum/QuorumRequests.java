package org.bidseal.escrow.quorum;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.escrow.EscrowProblem;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.wire.ProofText;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.smcrypto.proof.ProofContext;
import org.bidseal.smcrypto.proof.ProofPair;
import org.bidseal.smcrypto.proof.ShareProof;
import org.bidseal.smcrypto.proof.ShareVerifier;
import org.bidseal.smcrypto.sharing.ShareCommitments;

/// What phones send.
final class QuorumRequests {
  private QuorumRequests() {}

  /// A share in pieces.
  ///
  /// @param deviceId the owner's phone
  /// @param commitments `A_0 … A_(m-1)`, 130 lower-case hexadecimal digits each; as many as pieces
  ///   that rebuild the share
  /// @param proof in context `share-out`, pairs `(G, P1)` and `(A_0, G)`
  record QuorumBackupRequest(
      @NotNull UUID keyId,
      @Min(1) int generation,
      @NotNull UUID deviceId,
      @NotNull @Size(min = 2, max = 20)
          List<@NotNull @Pattern(regexp = "[0-9a-f]{130}") String> commitments,
      @NotNull @Valid ProofText proof,
      @NotNull @Size(min = 2, max = 20) List<@NotNull @Valid PieceRequest> pieces) {
    /// The commitments, by which every piece can be checked; there are enough pieces.
    ///
    /// @throws ProblemException VALIDATION_FAILED or INVALID_POINT
    ShareCommitments parsedCommitments() {
      if (pieces.size() < commitments.size()) {
        throw new ProblemException(
            CommonProblem.VALIDATION_FAILED, "There are fewer pieces than rebuild the share.");
      }
      try {
        ShareCommitments parsed = ShareCommitments.ofHex(commitments);
        pieces.forEach(piece -> parsed.imageOf(piece.index()));
        return parsed;
      } catch (IllegalArgumentException unusable) {
        throw new ProblemException(
            EscrowProblem.INVALID_POINT, "The commitments are not usable.", unusable);
      }
    }
  }

  /// One piece.
  ///
  /// @param ciphertext to the holder's transport key, base64
  record PieceRequest(
      @Min(1) @Max(255) int index,
      @NotNull UUID holderDeviceId,
      @NotNull @Size(max = 1024) String ciphertext) {}

  /// A holder's phone opened its piece.
  ///
  /// @param proof in context `verify-piece`, pair `(G, piece·G)`
  record PieceVerification(@NotNull UUID deviceId, @NotNull @Valid ProofText proof) {
    /// Whether the proof is one of this piece.
    ///
    /// @throws ProblemException PIECE_NOT_PROVEN if it is out of range
    boolean proves(QuorumBackup backup, int index) {
      ProofContext context = ProofContext.verifyPiece(backup.keyId(), deviceId, backup.backupId());
      try {
        return ShareVerifier.verify(
            ShareProof.ofHex(proof.c(), proof.z()),
            context,
            ProofPair.ofShare(backup.commitments().imageOf(index)));
      } catch (IllegalArgumentException outOfRange) {
        throw new ProblemException(
            EscrowProblem.PIECE_NOT_PROVEN, "The proof is out of range.", outOfRange);
      }
    }
  }

  /// The owner asks, on a new phone.
  record QuorumRecoveryRequest(
      @NotNull UUID backupId,
      @NotNull UUID newDeviceId,
      @NotNull @Pattern(regexp = "[0-9a-f]{130}") String transportPublicKey) {}

  /// A holder passes his piece on.
  ///
  /// @param ciphertext to the new phone, base64
  record PassedPiece(
      @NotNull UUID deviceId,
      @NotNull @Size(max = 1024) String ciphertext,
      @NotNull Comparison comparison) {}

  /// The new phone rebuilt the share.
  ///
  /// @param proof in context `verify-backup` with the new phone's id, pair `(G, P1)`
  record QuorumImport(@NotNull @Valid ProofText proof) {}
}
