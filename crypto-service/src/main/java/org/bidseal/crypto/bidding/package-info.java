/// Bids: who bids, alone or in a consortium, and the parts for lots and stages that a bid consists
/// of (docs/adr/0013-a-bid-has-parts.md).
@NullMarked
package org.bidseal.crypto.bidding;

import org.jspecify.annotations.NullMarked;
