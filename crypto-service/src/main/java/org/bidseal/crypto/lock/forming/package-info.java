/// A committee draws a lock (docs/event-lock.md, "Drawing").
@NullMarked
package org.bidseal.crypto.lock.forming;

import org.jspecify.annotations.NullMarked;
