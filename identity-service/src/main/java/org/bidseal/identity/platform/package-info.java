/// Trading platforms and the enterprises bound to them.
@NullMarked
package org.bidseal.identity.platform;

import org.jspecify.annotations.NullMarked;
