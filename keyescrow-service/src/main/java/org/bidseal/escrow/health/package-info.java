/// That holders' phones can still open their copies.
@NullMarked
package org.bidseal.escrow.health;

import org.jspecify.annotations.NullMarked;
