/// Members leave an enterprise, or are removed from it, once they know which sealed bids that
/// costs.
@NullMarked
package org.bidseal.identity.departure;

import org.jspecify.annotations.NullMarked;
