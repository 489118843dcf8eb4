/// Which sealed bids still need a key, and what becomes of a key that was stolen meanwhile.
@NullMarked
package org.bidseal.crypto.openbid;

import org.jspecify.annotations.NullMarked;
