package org.bidseal.crypto.refresh;

import java.util.UUID;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.proof.Token;

/// The new shares are in force.
///
/// @param generation of the shares from now on
/// @param token for the holding's next request
/// @param resetPublicKey what the phone seals its new `D1` to; another one after a release
record RefreshResponse(UUID requestId, int generation, Token token, Point resetPublicKey) {}
