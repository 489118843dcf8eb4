@NullMarked
package org.bidseal.identity.enterprise;

import org.jspecify.annotations.NullMarked;
