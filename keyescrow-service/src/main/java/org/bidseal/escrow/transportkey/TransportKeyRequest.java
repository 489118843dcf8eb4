package org.bidseal.escrow.transportkey;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/// A device's transport key, and who will endorse it.
///
/// @param publicKey 65 bytes uncompressed, lower-case hexadecimal
/// @param certificateId a signing certificate of the person
public record TransportKeyRequest(
    @NotNull @Pattern(regexp = "[0-9a-f]{130}") String publicKey, @NotNull UUID certificateId) {}
