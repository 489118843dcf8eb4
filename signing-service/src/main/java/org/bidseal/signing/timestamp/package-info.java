/// The timestamp authority (RFC 3161) and its key.
@NullMarked
package org.bidseal.signing.timestamp;

import org.jspecify.annotations.NullMarked;
