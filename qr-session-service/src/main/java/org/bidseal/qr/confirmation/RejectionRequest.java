package org.bidseal.qr.confirmation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// The owner's no.
public record RejectionRequest(@NotBlank @Size(max = 200) String reason) {}
