package org.bidseal.qr.confirmation;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/// Which signing certificate of the person will sign.
public record StatementRequest(@NotNull UUID certificateId) {}
