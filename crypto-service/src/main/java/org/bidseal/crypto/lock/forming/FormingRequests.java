package org.bidseal.crypto.lock.forming;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.lock.LockPurpose;

/// What platforms and members send while a lock is drawn.
final class FormingRequests {
  private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";

  private FormingRequests() {}

  /// A committee that is to draw a lock.
  ///
  /// @param threshold how many members release it
  record FormLock(
      @NotNull LockPurpose purpose,
      @Min(2) @Max(9) int threshold,
      @NotNull @Size(min = 2, max = 9) List<@NotNull @Valid MemberWish> members) {}

  /// @param certificateId of an encryption certificate of the member's
  /// @param role what he is there for, such as `SUPERVISOR`
  record MemberWish(@NotNull UUID certificateId, @NotBlank @Size(max = 40) String role) {}

  /// @param personId the member who is to scan
  record OpenLockSession(
      @NotNull UUID lockId, @NotNull UUID personId, @NotNull LockSessions.Step step) {}

  /// @param contribution base64 (docs/event-lock.md)
  record Contribute(
      @NotNull UUID lockId,
      @NotNull UUID sessionId,
      @NotNull @Size(max = 20_000) @Pattern(regexp = BASE64) String contribution) {}

  /// @param encryptedShare the member's share under his own key, an SM2Cipher in base64
  record Confirm(
      @NotNull UUID lockId,
      @NotNull UUID sessionId,
      @NotNull @Size(max = 400) @Pattern(regexp = BASE64) String encryptedShare) {}

  /// @param dealer position of the member whose piece is not true
  record Complain(@NotNull UUID lockId, @NotNull UUID sessionId, @Min(1) @Max(9) int dealer) {}
}
