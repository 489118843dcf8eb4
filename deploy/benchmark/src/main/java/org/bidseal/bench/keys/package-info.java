/// `deploy/bench keys`: what a co-signature and a co-decryption cost, in the library and through
/// the endpoint of a running fleet.
@NullMarked
package org.bidseal.bench.keys;

import org.jspecify.annotations.NullMarked;
