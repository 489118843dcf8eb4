package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.Sm3Hash;

/// What sealing leaves behind for the receipt; none of it depends on the plaintext without a key.
public record SealedEnvelope(
    EnvelopeHeader header, Sm3Hash treeRoot, long plaintextBytes, long envelopeBytes) {}
