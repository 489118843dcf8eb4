/// The electronic seal structure of GB/T 38540-2020: written, read, verified.
@NullMarked
package org.bidseal.seals.ses;

import org.jspecify.annotations.NullMarked;
