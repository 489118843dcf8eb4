package org.bidseal.crypto.lock;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// What every signed step of a lock has in common.
public final class LockRequests {
  private static final String HEX_32 = "[0-9a-f]{64}";

  private LockRequests() {}

  /// The signature of a step that was begun in the same session.
  ///
  /// @param certificateId of the signing key that the step named
  /// @param r hex
  /// @param s hex
  public record LockStepSignature(
      @NotNull UUID lockId,
      @NotNull UUID sessionId,
      @NotNull UUID certificateId,
      @NotNull @Pattern(regexp = HEX_32) String r,
      @NotNull @Pattern(regexp = HEX_32) String s) {}

  /// What is to be co-signed.
  ///
  /// @param statement base64 (docs/event-lock.md)
  /// @param e its digest under the key, hex
  /// @param shortCode six digits that page and phone show
  /// @param keyId the signing key that co-signs it
  public record LockStepView(
      UUID lockId,
      StatementKind kind,
      UUID sessionId,
      String statement,
      String e,
      String shortCode,
      UUID keyId) {
    static LockStepView of(LockAct act) {
      return new LockStepView(
          act.lockId(),
          act.kind(),
          act.sessionId(),
          act.statement().base64(),
          act.digest().hex(),
          Sm3Hash.of(act.statement().bytes()).shortCode(),
          act.keyId());
    }
  }
}
