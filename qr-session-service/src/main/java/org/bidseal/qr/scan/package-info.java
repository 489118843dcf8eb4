/// A phone scans a code; reading a session, at once or by long poll.
@NullMarked
package org.bidseal.qr.scan;

import org.jspecify.annotations.NullMarked;
