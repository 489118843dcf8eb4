/// Sealed bids that need a key, as crypto-service knows them.
@NullMarked
package org.bidseal.escrow.dependence;

import org.jspecify.annotations.NullMarked;
