/// What the services behind report, and the clock.
@NullMarked
package org.bidseal.qr.progress;

import org.jspecify.annotations.NullMarked;
