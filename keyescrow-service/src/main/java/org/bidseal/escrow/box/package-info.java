/// What the escrow keeps: shares that only one phone can open.
@NullMarked
package org.bidseal.escrow.box;

import org.jspecify.annotations.NullMarked;
