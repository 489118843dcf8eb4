package org.bidseal.crypto.key;

import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;

/// The SM2 pair of a key whose private half only the server has, until it is released, once, to a
/// person who forgot the PIN and passed real-name verification again.
///
/// @param publicKey what the phone seals `D1` to
/// @param privateKey wrapped with the key's id and generation
/// @param released whether the private half was given out: the next refresh draws another pair
public record ResetKey(Point publicKey, WrappedSecret privateKey, boolean released) {}
