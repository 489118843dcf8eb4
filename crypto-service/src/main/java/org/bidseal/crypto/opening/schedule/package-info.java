/// Other times for an opening (延期): when that is allowed, and what everybody is told of it.
@NullMarked
package org.bidseal.crypto.opening.schedule;

import org.jspecify.annotations.NullMarked;
