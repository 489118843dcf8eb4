package org.bidseal.crypto.chain;

import java.time.Instant;
import org.bidseal.smcrypto.Sm3Hash;

/// Where a chain ends now.
///
/// @param entries how many there are
/// @param hash of the last one
/// @param lastAt its time
public record ChainHead(long entries, Sm3Hash hash, Instant lastAt) {}
