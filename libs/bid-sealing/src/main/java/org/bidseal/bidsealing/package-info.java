/// The bidder's side of sealing: what a desk page or a bid tool does before anything is uploaded.
@NullMarked
package org.bidseal.bidsealing;

import org.jspecify.annotations.NullMarked;
