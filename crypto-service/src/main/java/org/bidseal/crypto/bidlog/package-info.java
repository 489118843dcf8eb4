/// What an opening's chain says of its bids.
@NullMarked
package org.bidseal.crypto.bidlog;

import org.jspecify.annotations.NullMarked;
