/// The event lock of an opening (docs/event-lock.md): a key that a committee draws together, that
/// nobody knows, and that any k of its n members release. Pedersen's distributed key generation ("A
/// threshold cryptosystem without a trusted party", EUROCRYPT '91) over the sharing of {@link
/// org.bidseal.smcrypto.sharing}, with a proof of knowledge of each contribution.
@NullMarked
package org.bidseal.smcrypto.lock;

import org.jspecify.annotations.NullMarked;
