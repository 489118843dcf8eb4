/// Chinese commercial cryptography and the two protocols built on it.
///
/// This package holds what all others share: the curve sm2p256v1 (GB/T 32918.5-2017), its points
/// and secret scalars, the one gate for points from outside, and SM3 (GB/T 32905-2016). Randomness
/// is a `SecureRandom` handed in, so that published vectors can be replayed byte for byte.
@NullMarked
package org.bidseal.smcrypto;

import org.jspecify.annotations.NullMarked;
