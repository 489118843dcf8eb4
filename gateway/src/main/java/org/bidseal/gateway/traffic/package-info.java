/// What kinds of requests there are, and what each may cost.
@NullMarked
package org.bidseal.gateway.traffic;

import org.jspecify.annotations.NullMarked;
