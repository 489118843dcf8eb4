/// What proves, without revealing, what an envelope holds: the keyed segment tree, the fallback
/// commitment, and the statement that the bidder's phone co-signs (docs/bid-envelope.md).
@NullMarked
package org.bidseal.smcrypto.evidence;

import org.jspecify.annotations.NullMarked;
