/// The life of a backup: states, use cases, rows and HTTP API.
@NullMarked
package org.bidseal.escrow.backup;

import org.jspecify.annotations.NullMarked;
