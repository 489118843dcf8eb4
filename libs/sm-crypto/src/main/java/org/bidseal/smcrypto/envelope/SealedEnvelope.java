package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.Sm3Hash;

/// What sealing leaves behind for the receipt. `plaintextSm3` is unkeyed: it goes into the bidder's
/// own copy and the fallback commitment, and nowhere else before the opening.
public record SealedEnvelope(
    EnvelopeHeader header,
    Sm3Hash treeRoot,
    Sm3Hash plaintextSm3,
    long plaintextBytes,
    long envelopeBytes) {}
