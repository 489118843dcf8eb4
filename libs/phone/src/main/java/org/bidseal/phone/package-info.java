/// A bidder's phone: what it does, feature by feature, through the gateway.
@NullMarked
package org.bidseal.phone;

import org.jspecify.annotations.NullMarked;
