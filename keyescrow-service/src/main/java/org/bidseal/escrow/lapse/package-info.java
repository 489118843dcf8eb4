/// Keys that have no backup any more.
@NullMarked
package org.bidseal.escrow.lapse;

import org.jspecify.annotations.NullMarked;
