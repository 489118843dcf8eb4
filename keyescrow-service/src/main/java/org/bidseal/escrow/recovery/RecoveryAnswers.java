package org.bidseal.escrow.recovery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.wire.ProofText;
import org.jspecify.annotations.Nullable;

/// What holder and owner answer to a recovery.
final class RecoveryAnswers {
  private RecoveryAnswers() {}

  /// The holder's yes.
  ///
  /// @param ciphertext the share encrypted to the new phone: SM2Cipher in DER (GM/T 0009-2012
  ///   §7.2), base64
  /// @param comparison whether both people compared the six digits
  /// @param deviceId the phone that answers, which must be the one with the backup
  public record RecoveryConfirmation(
      @NotNull @Size(max = 1024) String ciphertext,
      @NotNull Comparison comparison,
      @Nullable UUID deviceId) {}

  /// The owner's new phone opened the ciphertext.
  ///
  /// @param proof in context `verify-backup` with the new phone's id, pair `(G, P1)`
  public record RecoveryImport(@NotNull @Valid ProofText proof) {}

  /// The holder's no, or the owner's change of mind.
  public record RecoveryRejection(@NotBlank @Size(max = 200) String reason) {}
}
