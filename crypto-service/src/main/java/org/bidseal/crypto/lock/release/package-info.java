/// Members release a lock at its opening's time (docs/event-lock.md, "Release"), and bids are
/// unlocked with it.
@NullMarked
package org.bidseal.crypto.lock.release;

import org.jspecify.annotations.NullMarked;
