@NullMarked
package org.bidseal.crypto.bidding;

import org.jspecify.annotations.NullMarked;
