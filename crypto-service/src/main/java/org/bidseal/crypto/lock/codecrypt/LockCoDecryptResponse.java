package org.bidseal.crypto.lock.codecrypt;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;

/// The server's part of a blinded decryption.
///
/// @param t2 `D2^-1·T1`; what it opens only the phone knows
/// @param token for the holding's next request
record LockCoDecryptResponse(UUID requestId, Point t2, Token token) {}
