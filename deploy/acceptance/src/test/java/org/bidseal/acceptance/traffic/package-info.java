/// What passes between clients and the gateway.
@NullMarked
package org.bidseal.acceptance.traffic;

import org.jspecify.annotations.NullMarked;
