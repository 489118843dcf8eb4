/// Shortening the waiting time of a recovery when an opening is near.
@NullMarked
package org.bidseal.escrow.approval;

import org.jspecify.annotations.NullMarked;
