/// Holdings that crypto-service gives for opened backups.
@NullMarked
package org.bidseal.escrow.holding;

import org.jspecify.annotations.NullMarked;
