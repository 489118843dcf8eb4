/// Colleagues who leave, and phones that are lost or given away: what they held ends.
@NullMarked
package org.bidseal.escrow.departure;

import org.jspecify.annotations.NullMarked;
