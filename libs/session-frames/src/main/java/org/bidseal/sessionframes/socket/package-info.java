/// Frames over WebSocket: `/ws/qr-sessions/{id}?since=N`.
@NullMarked
package org.bidseal.sessionframes.socket;

import org.jspecify.annotations.NullMarked;
