package org.bidseal.escrow.recovery;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/// The owner asks, on a new phone.
///
/// @param transportPublicKey of that phone: 65 bytes uncompressed, lower-case hexadecimal
public record RecoveryRequest(
    @NotNull UUID backupId,
    @NotNull UUID newDeviceId,
    @NotNull @Pattern(regexp = "[0-9a-f]{130}") String transportPublicKey) {}
