/// Receipts of sealed bids: signed by this service at once, certified and timestamped as soon as
/// the other services answer.
@NullMarked
package org.bidseal.crypto.receipt;

import org.jspecify.annotations.NullMarked;
