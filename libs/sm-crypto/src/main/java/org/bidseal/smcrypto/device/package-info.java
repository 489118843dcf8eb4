/// What a phone signs with a key of its own (docs/bid-envelope.md, "Signed client reports").
@NullMarked
package org.bidseal.smcrypto.device;

import org.jspecify.annotations.NullMarked;
