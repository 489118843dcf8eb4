package org.bidseal.signingexpectations;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;

/// A digest that one person's signing key may co-sign, until it expires.
///
/// @param sessionId what the signature belongs to: a QR session, an impression, an application
/// @param personId the key's owner
/// @param keyId a SIGNING key
/// @param e `SM3(Z ‖ M)` with the public key of `keyId` (GB/T 32918.2-2016 §6.1)
/// @param expiresAt end of its validity, exclusive, by the clock of crypto-service's database
public record ExpectedDigest(
    UUID sessionId, UUID personId, UUID keyId, Sm3Hash e, Purpose purpose, Instant expiresAt) {}
