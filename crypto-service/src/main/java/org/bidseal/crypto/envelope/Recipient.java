package org.bidseal.crypto.envelope;

import java.util.UUID;

/// Someone who can open the envelope: the holder of an encryption certificate of the bidder.
///
/// @param keyId the split key behind the certificate
/// @param personId its holder
/// @param subjectKeyIdentifier first 20 bytes of SM3 over the 65-byte public key, lower-case hex
/// @param certificate DER in base64, as it was when it was chosen
public record Recipient(
    UUID certificateId,
    UUID keyId,
    UUID personId,
    String subjectKeyIdentifier,
    String certificate) {}
