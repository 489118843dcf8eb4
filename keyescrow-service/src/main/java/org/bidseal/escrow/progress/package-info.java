/// What crypto-service reports, and the clock.
@NullMarked
package org.bidseal.escrow.progress;

import org.jspecify.annotations.NullMarked;
