/// Sharing a secret scalar among several, any `m` of whom rebuild it and fewer learn nothing
/// (Shamir, "How to share a secret", CACM 22(11), 1979), with commitments by which each checks his
/// own piece (Feldman, "A practical scheme for non-interactive verifiable secret sharing", FOCS
/// 1987). All arithmetic is modulo the order of sm2p256v1.
@NullMarked
package org.bidseal.smcrypto.sharing;

import org.jspecify.annotations.NullMarked;
