@NullMarked
package org.bidseal.idempotency;

import org.jspecify.annotations.NullMarked;
