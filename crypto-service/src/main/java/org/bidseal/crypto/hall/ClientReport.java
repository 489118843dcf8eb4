package org.bidseal.crypto.hall;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a phone or its person says went wrong, such as a network that failed before the service was
/// reached.
///
/// @param happenedAt by the phone's clock
record ClientReport(
    @NotBlank @Size(max = 1_000) String text,
    @Nullable UUID sessionId,
    @Nullable Instant happenedAt) {}
