/// Work that a service does again and again, by the clock.
@NullMarked
package org.bidseal.servicedefaults.sweep;

import org.jspecify.annotations.NullMarked;
