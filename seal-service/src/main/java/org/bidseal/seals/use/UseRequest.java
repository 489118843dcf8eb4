package org.bidseal.seals.use;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/// What a use is for.
public record UseRequest(@NotNull UUID taskId, @NotNull UUID sessionId) {}
