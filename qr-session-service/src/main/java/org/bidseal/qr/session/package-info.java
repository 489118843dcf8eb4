/// The life of a QR session: states, use cases, its rows and its HTTP API.
@NullMarked
package org.bidseal.qr.session;

import org.jspecify.annotations.NullMarked;
