/// crypto-service: the server's shares of split keys, openings, and the envelopes of sealed bids.
@NullMarked
package org.bidseal.crypto;

import org.jspecify.annotations.NullMarked;
