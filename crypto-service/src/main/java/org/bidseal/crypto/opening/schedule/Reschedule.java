package org.bidseal.crypto.opening.schedule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// Other times for an opening, and why; the reason is shown to every bidder.
record Reschedule(
    @NotNull Instant deadline,
    @NotNull Instant opensAt,
    @NotBlank @Size(max = 500) String reason) {}
