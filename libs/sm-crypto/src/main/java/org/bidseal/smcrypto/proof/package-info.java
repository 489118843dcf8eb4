/// Share proofs of the split-key protocol (docs/split-key.md, "Share proof"): knowledge of `x1 =
/// D1^-1` for one or two pairs `(base, x1·base)`, bound to the request that it authorises.
@NullMarked
package org.bidseal.smcrypto.proof;

import org.jspecify.annotations.NullMarked;
