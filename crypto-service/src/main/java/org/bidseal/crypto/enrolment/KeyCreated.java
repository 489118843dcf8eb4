package org.bidseal.crypto.enrolment;

import java.util.UUID;
import org.bidseal.smcrypto.proof.KeyUsage;

/// Content of `key-created`.
///
/// @param publicKey 130 lower-case hexadecimal digits
record KeyCreated(
    UUID keyId,
    KeyUsage usage,
    UUID ownerPersonId,
    UUID deviceId,
    String publicKey,
    int generation) {
  static final String TYPE = "org.bidseal.crypto.key-created.v1";
}
