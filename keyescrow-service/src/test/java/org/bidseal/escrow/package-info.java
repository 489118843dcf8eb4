/// Tests of keyescrow-service through its public API.
@NullMarked
package org.bidseal.escrow;

import org.jspecify.annotations.NullMarked;
