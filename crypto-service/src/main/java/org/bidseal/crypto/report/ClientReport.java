package org.bidseal.crypto.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/// What a phone or its person says went wrong, such as a network that failed before the service was
/// reached, in bytes that the phone's device key signs.
///
/// @param statement base64 of the canonical bytes of a client report (docs/bid-envelope.md)
/// @param r with `s`, 64 lower-case hex digits each: SM2 with SM3 over the statement's bytes
public record ClientReport(
    @NotNull @Size(max = 8_192) String statement,
    @NotNull @Pattern(regexp = HEX) String r,
    @NotNull @Pattern(regexp = HEX) String s) {
  private static final String HEX = "[0-9a-f]{64}";
}
