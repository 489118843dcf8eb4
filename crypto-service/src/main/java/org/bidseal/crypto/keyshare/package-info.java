/// Shares of the keys of bids that several recipients open together, on their way from the phones
/// until there are enough (ADR 19).
@NullMarked
package org.bidseal.crypto.keyshare;

import org.jspecify.annotations.NullMarked;
