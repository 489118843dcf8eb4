package org.bidseal.crypto.unlocking;

import java.util.UUID;
import org.bidseal.crypto.holding.HoldingStateName;
import org.bidseal.smcrypto.proof.Token;

/// The holding after its unlocking.
///
/// @param state ACTIVE out of a lock; QUARANTINED out of a quarantine, until the refresh that the
///   phone does next
/// @param token for the holding's next request
record HoldingUnlockedResponse(
    UUID keyId, UUID deviceId, HoldingStateName state, int attemptsLeft, Token token) {}
