/// Uses of a seal: reserved for a signature, confirmed or given back.
@NullMarked
package org.bidseal.seals.use;

import org.jspecify.annotations.NullMarked;
