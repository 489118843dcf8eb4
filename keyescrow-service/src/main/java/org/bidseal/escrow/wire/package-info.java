/// Values as they stand in JSON.
@NullMarked
package org.bidseal.escrow.wire;

import org.jspecify.annotations.NullMarked;
