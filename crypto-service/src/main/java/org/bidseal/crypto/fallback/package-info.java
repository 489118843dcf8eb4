/// The way to an opened bid when every key is lost: the bidder's own copy of the file, which counts
/// if it opens the commitment that he made when he sealed (docs/bid-envelope.md, "Fallback").
@NullMarked
package org.bidseal.crypto.fallback;

import org.jspecify.annotations.NullMarked;
