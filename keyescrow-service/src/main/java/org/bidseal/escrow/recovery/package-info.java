/// The life of a recovery: states, use cases, rows and HTTP API.
@NullMarked
package org.bidseal.escrow.recovery;

import org.jspecify.annotations.NullMarked;
