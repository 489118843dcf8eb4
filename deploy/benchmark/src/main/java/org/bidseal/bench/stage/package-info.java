/// What benchmarks of a whole fleet need: one of its own on free loopback ports, bidders with
/// phones, bids that lie sealed.
@NullMarked
package org.bidseal.bench.stage;

import org.jspecify.annotations.NullMarked;
