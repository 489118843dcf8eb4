/// `deploy/bench opening`: the minutes after an opening's time, with a fleet, bulk workers and
/// phones of its own.
@NullMarked
package org.bidseal.bench.opening;

import org.jspecify.annotations.NullMarked;
