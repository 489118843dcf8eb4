/// Tests of the backup's transitions.
@NullMarked
package org.bidseal.escrow.backup;

import org.jspecify.annotations.NullMarked;
