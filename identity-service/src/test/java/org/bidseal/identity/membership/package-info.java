@NullMarked
package org.bidseal.identity.membership;

import org.jspecify.annotations.NullMarked;
