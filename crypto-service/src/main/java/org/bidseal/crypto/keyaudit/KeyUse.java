package org.bidseal.crypto.keyaudit;

import java.util.UUID;

/// One use of a key, as it happens. Nothing in it is secret or helps to test a PIN.
///
/// @param deviceId whose holding was used, or got or lost it
/// @param personId who used it
/// @param requestId the phone's own, or one drawn here: it keeps the hash of a use from being
///   guessed by whoever sees the hash alone
public record KeyUse(
    UUID keyId,
    KeyOperation operation,
    KeyOutcome outcome,
    UUID deviceId,
    UUID personId,
    Occasion occasion,
    UUID requestId) {}
