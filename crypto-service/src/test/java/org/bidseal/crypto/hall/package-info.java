@NullMarked
package org.bidseal.crypto.hall;

import org.jspecify.annotations.NullMarked;
