/// What people are told of their keys and of the copies they hold, on every device.
@NullMarked
package org.bidseal.escrow.notice;

import org.jspecify.annotations.NullMarked;
