/// What is known of split keys: owner, device, generation.
@NullMarked
package org.bidseal.escrow.splitkey;

import org.jspecify.annotations.NullMarked;
