package org.bidseal.crypto.rehearsal;

import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.smcrypto.Sm3Hash;

/// A rehearsal that goes on.
///
/// @param keyId the recipient's key that is tried
/// @param personId who tries it: the recipient, or a colleague with a backup
/// @param canary the DER SM2Cipher of 16 random bytes under that key
/// @param answer [Canary#hash] of those bytes
/// @param certificateInForce whether the recipient's certificate is
record Rehearsal(
    UUID rehearsalId,
    UUID envelopeId,
    UUID keyId,
    UUID personId,
    UUID sessionId,
    Octets canary,
    Sm3Hash answer,
    boolean certificateInForce) {}
