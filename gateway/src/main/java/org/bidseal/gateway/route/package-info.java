/// Which path belongs to which service, and what happens when one does not answer.
@NullMarked
package org.bidseal.gateway.route;

import org.jspecify.annotations.NullMarked;
