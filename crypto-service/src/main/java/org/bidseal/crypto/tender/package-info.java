/// Changes of a tender while bids lie sealed for it: every bidder is told, and confirms his bid or
/// replaces it.
@NullMarked
package org.bidseal.crypto.tender;

import org.jspecify.annotations.NullMarked;
