/// Enterprises and the claims by which persons become their administrators.
@NullMarked
package org.bidseal.identity.enterprise;

import org.jspecify.annotations.NullMarked;
