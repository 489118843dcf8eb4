/// Reading and writing rows.
@NullMarked
package org.bidseal.escrow.row;

import org.jspecify.annotations.NullMarked;
