/// Services that are killed while they work.
@NullMarked
package org.bidseal.acceptance.crash;

import org.jspecify.annotations.NullMarked;
