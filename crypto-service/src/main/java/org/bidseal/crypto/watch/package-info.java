/// What only the database can tell of how the service is doing, as metrics.
@NullMarked
package org.bidseal.crypto.watch;

import org.jspecify.annotations.NullMarked;
