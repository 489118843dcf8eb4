/// Tests of the recovery's transitions.
@NullMarked
package org.bidseal.escrow.recovery;

import org.jspecify.annotations.NullMarked;
