package org.bidseal.crypto.enrolment;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.KeyUsage;
import org.bidseal.smcrypto.proof.Token;

/// A new key.
///
/// @param publicKey `P`, for the certificate
/// @param token for the holding's first request
/// @param resetPublicKey what the phone seals `D1` to, against a forgotten PIN
record KeyCreatedResponse(
    UUID keyId,
    KeyUsage usage,
    Point publicKey,
    int generation,
    Token token,
    Point resetPublicKey) {}
