package org.bidseal.crypto.codecrypt;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;

/// The server's part of a decryption.
///
/// @param t2 `D2^-1·T1`; less C1 it is the shared point that opens the file key
/// @param token for the holding's next request
record CoDecryptResponse(UUID requestId, Point t2, Token token) {}
