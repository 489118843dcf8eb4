package org.bidseal.crypto.receipt;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.smcrypto.Point;
import org.jspecify.annotations.Nullable;

/// Bytes with this service's signature over them.
///
/// @param signerId which of the service's keys
/// @param publicKey of that key
/// @param payload UTF-8 JSON
/// @param signature SM2 with SM3 over the payload, DER (GM/T 0009-2012 §7.3), default user id
/// @param certificate the signer's, DER; null until identity-service has issued it
public record SignedDocument(
    UUID signerId,
    Point publicKey,
    Octets payload,
    Octets signature,
    @Nullable Octets certificate) {}
