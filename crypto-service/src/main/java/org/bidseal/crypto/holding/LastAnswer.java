package org.bidseal.crypto.holding;

import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Sm3Hash;

/// The last request that a holding got an answer to, kept so that a lost answer is no clone.
///
/// @param content SM3 of what the request said: the same id with other content is refused
/// @param answer the answer as JSON, wrapped: `r, s2, s3` help nobody without the phone's share,
///   but a co-decryption's `T2 − C1` opens the file key of its envelope
public record LastAnswer(UUID requestId, Sm3Hash content, WrappedSecret answer) {}
