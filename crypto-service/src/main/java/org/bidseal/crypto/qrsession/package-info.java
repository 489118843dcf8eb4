/// What crypto-service knows of QR sessions: a read model of their events, with qr-session-service
/// itself to ask when an event is still on its way.
@NullMarked
package org.bidseal.crypto.qrsession;

import org.jspecify.annotations.NullMarked;
