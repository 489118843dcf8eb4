package org.bidseal.crypto.expectation;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// What another service sends to have a digest co-signed.
record ExpectationRequest(
    @NotNull UUID sessionId,
    @NotNull UUID personId,
    @NotNull UUID keyId,
    @NotNull Sm3Hash e,
    @NotNull Purpose purpose,
    @NotNull Instant expiresAt) {
  ExpectedDigest digest() {
    return new ExpectedDigest(sessionId, personId, keyId, e, purpose, expiresAt);
  }
}
