package org.bidseal.crypto.rehearsal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of the latest rehearsal of one person with one recipient's key.
///
/// @param keyId the recipient's key
/// @param personId the recipient, or a colleague with a backup of his key
/// @param passed whether phone and server together opened the canary
/// @param reason why not: the problem's name, or WRONG_CANARY if what the phone opened was not it
/// @param certificateInForce whether the recipient's certificate was
/// @param ageSeconds since it ended, by the database's clock
public record RehearsalResult(
    UUID keyId,
    UUID personId,
    boolean passed,
    @Nullable String reason,
    boolean certificateInForce,
    Instant finishedAt,
    long ageSeconds) {}
