/// The chain of all that happened to an opening (docs/opening-record.md). It knows nothing of what
/// its entries say: whoever lets something happen appends it.
@NullMarked
package org.bidseal.crypto.chain;

import org.jspecify.annotations.NullMarked;
