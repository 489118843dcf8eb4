/// Holdings: one device's copy of the other share, with its token, counter, lock and quarantine.
@NullMarked
package org.bidseal.crypto.holding;

import org.jspecify.annotations.NullMarked;
