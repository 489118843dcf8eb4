/// What happened to a bid and to its opening, from this service's own observations, by the
/// database's clock; and what clients report, which is kept apart.
@NullMarked
package org.bidseal.crypto.timeline;

import org.jspecify.annotations.NullMarked;
