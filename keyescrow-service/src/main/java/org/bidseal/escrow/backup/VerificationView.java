package org.bidseal.escrow.backup;

import java.util.UUID;
import org.bidseal.smcrypto.proof.Token;

/// A verified backup.
///
/// @param token for the holding's first request, 32 lower-case hexadecimal digits; kept nowhere
public record VerificationView(UUID backupId, Backup.State state, UUID keyId, String token) {
  static VerificationView of(Backup backup, Token token) {
    BackupCard card = backup.card();
    return new VerificationView(card.backupId(), backup.state(), card.keyId(), token.hex());
  }

  /// The token stays out of logs.
  @Override
  public String toString() {
    return "VerificationView[" + backupId + "]";
  }
}
