/// Backing a refreshed key up anew to those who held it.
@NullMarked
package org.bidseal.escrow.renewal;

import org.jspecify.annotations.NullMarked;
