package org.bidseal.escrow.backup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.escrow.wire.ProofText;

/// A phone opened a backup.
///
/// @param proof in context `verify-backup`, pair `(G, P1)`
public record VerificationRequest(@NotNull UUID deviceId, @NotNull @Valid ProofText proof) {}
