/// Openings: until when bids are taken, and from when they may be opened, by the database's clock.
@NullMarked
package org.bidseal.crypto.opening;

import org.jspecify.annotations.NullMarked;
