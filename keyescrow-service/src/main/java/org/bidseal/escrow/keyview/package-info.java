/// A person's keys: on this device, on others, held for colleagues.
@NullMarked
package org.bidseal.escrow.keyview;

import org.jspecify.annotations.NullMarked;
