/// The way out when a committee has lost its quorum (docs/event-lock.md, "Waiver"): everybody who
/// is left signs, and bids come in by their bidders' own files.
@NullMarked
package org.bidseal.crypto.lock.waiver;

import org.jspecify.annotations.NullMarked;
