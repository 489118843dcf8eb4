/// Calls from one service of the fleet to another, where an answer is needed now; everything else
/// goes by events.
@NullMarked
package org.bidseal.servicecalls;

import org.jspecify.annotations.NullMarked;
