/// Refreshes (docs/split-key.md, "Refresh"): a new pair of shares for the same public key.
@NullMarked
package org.bidseal.crypto.refresh;

import org.jspecify.annotations.NullMarked;
