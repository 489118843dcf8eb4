/// `deploy/bench capacity`: a simulation of storms that no machine at hand can run, calibrated by
/// one that was run (docs/capacity.md).
@NullMarked
package org.bidseal.bench.capacity;

import org.jspecify.annotations.NullMarked;
