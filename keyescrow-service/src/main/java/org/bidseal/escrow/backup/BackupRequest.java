package org.bidseal.escrow.backup;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;

/// A new backup.
///
/// @param generation of the share inside
/// @param ciphertext SM2Cipher in DER (GM/T 0009-2012 §7.2), base64
/// @param comparison whether both people compared the six digits
public record BackupRequest(
    @NotNull UUID keyId,
    @Min(1) int generation,
    @NotNull UUID holderDeviceId,
    @NotNull @Size(max = 1024) String ciphertext,
    @NotNull Comparison comparison) {}
