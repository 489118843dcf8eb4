/// Envelopes as platforms and bidders see them: announced, shown, and tied to QR sessions.
@NullMarked
package org.bidseal.crypto.bid;

import org.jspecify.annotations.NullMarked;
