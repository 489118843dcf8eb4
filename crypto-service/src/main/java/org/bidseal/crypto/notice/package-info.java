/// Signed notices beside the receipt of the seal: that a bid came too late, was taken back, was
/// confirmed.
@NullMarked
package org.bidseal.crypto.notice;

import org.jspecify.annotations.NullMarked;
