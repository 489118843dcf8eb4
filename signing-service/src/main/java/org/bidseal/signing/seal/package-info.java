/// Uses of seals at seal-service: reserved for a signature, confirmed by it, given back without it.
@NullMarked
package org.bidseal.signing.seal;

import org.jspecify.annotations.NullMarked;
