/// The bid envelope (docs/bid-envelope.md): how a bid file lies sealed until its opening. Streams
/// in constant memory, authenticated segment by segment, with a header that commits to the key.
@NullMarked
package org.bidseal.smcrypto.envelope;

import org.jspecify.annotations.NullMarked;
