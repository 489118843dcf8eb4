package org.bidseal.crypto.backup;

import org.bidseal.smcrypto.proof.Token;

/// The device has a holding now.
///
/// @param token for its first request
record BackupHoldingResponse(Token token) {}
