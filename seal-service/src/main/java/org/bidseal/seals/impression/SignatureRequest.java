package org.bidseal.seals.impression;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// A signature: `r` and `s`, 64 lower-case hexadecimal digits each.
public record SignatureRequest(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String r,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String s) {}
