@NullMarked
package org.bidseal.fleet;

import org.jspecify.annotations.NullMarked;
