/// A person's devices: seeing them, reporting one lost, taking it back, removing it.
@NullMarked
package org.bidseal.identity.device;

import org.jspecify.annotations.NullMarked;
