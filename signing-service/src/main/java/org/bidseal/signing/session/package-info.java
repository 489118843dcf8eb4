/// QR sessions for signing: opened at qr-session-service, known here by its events.
@NullMarked
package org.bidseal.signing.session;

import org.jspecify.annotations.NullMarked;
