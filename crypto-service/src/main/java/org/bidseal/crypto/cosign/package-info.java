/// Co-signatures (docs/split-key.md, "Co-sign").
@NullMarked
package org.bidseal.crypto.cosign;

import org.jspecify.annotations.NullMarked;
