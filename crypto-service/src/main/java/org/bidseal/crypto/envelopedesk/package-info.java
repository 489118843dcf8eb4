/// Envelopes as platforms and bidders see them: announced, shown, and tied to QR sessions.
@NullMarked
package org.bidseal.crypto.envelopedesk;

import org.jspecify.annotations.NullMarked;
