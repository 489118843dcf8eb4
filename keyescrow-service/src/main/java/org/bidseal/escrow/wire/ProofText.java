package org.bidseal.escrow.wire;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/// A share proof, which crypto-service judges.
///
/// @param c the challenge, 64 lower-case hexadecimal digits
/// @param z the answer, the same
public record ProofText(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String c,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String z) {}
