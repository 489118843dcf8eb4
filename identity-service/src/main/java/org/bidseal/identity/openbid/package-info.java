/// What stands before the end of a key: the sealed bids that need it.
@NullMarked
package org.bidseal.identity.openbid;

import org.jspecify.annotations.NullMarked;
