@NullMarked
package org.bidseal.signing;

import org.jspecify.annotations.NullMarked;
