package org.bidseal.qr.confirmation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The owner's yes. LOGIN and BIND need the certificate and its signature of the statement.
public record ConfirmationRequest(
    @NotNull UUID deviceId, @Nullable UUID certificateId, @Valid @Nullable Signature signature) {

  /// `r` and `s`, 64 lower-case hexadecimal digits each.
  public record Signature(
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String r,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String s) {}

  record Signed(UUID certificateId, Signature signature) {}

  /// Both, or null if one is missing.
  @Nullable Signed signed() {
    return certificateId == null || signature == null ? null : new Signed(certificateId, signature);
  }
}
