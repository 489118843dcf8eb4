package org.bidseal.crypto.expectation;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// A digest that one person's signing key may co-sign, until it expires.
///
/// @param sessionId what the signature belongs to: a QR session, a task, an application
/// @param personId the key's owner
/// @param keyId a SIGNING key
/// @param e `SM3(Z ‖ M)` with the public key of `keyId`
/// @param expiresAt end of its validity, exclusive, by the database's clock
public record ExpectedDigest(
    UUID sessionId, UUID personId, UUID keyId, Sm3Hash e, Purpose purpose, Instant expiresAt) {}
