/// What a bidder does with a bid that lies sealed, before the deadline: he takes it back, or
/// confirms it after the tender has changed. Each in one scan, with a co-signature over what he
/// did.
@NullMarked
package org.bidseal.crypto.act;

import org.jspecify.annotations.NullMarked;
