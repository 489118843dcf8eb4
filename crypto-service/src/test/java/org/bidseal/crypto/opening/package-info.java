@NullMarked
package org.bidseal.crypto.opening;

import org.jspecify.annotations.NullMarked;
