/// Bid envelopes from their draft to their seal: recipients, header, statement, content.
@NullMarked
package org.bidseal.crypto.envelope;

import org.jspecify.annotations.NullMarked;
