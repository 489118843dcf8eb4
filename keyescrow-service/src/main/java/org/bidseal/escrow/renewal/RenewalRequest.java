package org.bidseal.escrow.renewal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// New backups of a refreshed key.
///
/// @param generation of the share inside
record RenewalRequest(
    @Min(1) int generation, @NotEmpty @Size(max = 50) List<@NotNull @Valid Renewal> backups) {

  /// One of them.
  ///
  /// @param ciphertext SM2Cipher in DER (GM/T 0009-2012 §7.2), base64
  record Renewal(@NotNull UUID holderDeviceId, @NotNull @Size(max = 1024) String ciphertext) {}

  /// The backups that were made, in the order of the request.
  record Renewed(List<UUID> backupIds) {}
}
