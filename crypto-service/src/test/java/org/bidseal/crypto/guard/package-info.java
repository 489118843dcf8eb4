/// Tests of the guard's statements where HTTP cannot place the race.
@NullMarked
package org.bidseal.crypto.guard;

import org.jspecify.annotations.NullMarked;
