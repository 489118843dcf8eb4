package org.bidseal.crypto.cosign;

import java.util.UUID;
import org.bidseal.smcrypto.Scalar;
import org.bidseal.smcrypto.proof.Token;

/// The server's part of a signature.
///
/// @param s2 `D2·k3`
/// @param s3 `D2·(r + k2)`
/// @param token for the holding's next request
record CoSignResponse(UUID requestId, Scalar r, Scalar s2, Scalar s3, Token token) {}
