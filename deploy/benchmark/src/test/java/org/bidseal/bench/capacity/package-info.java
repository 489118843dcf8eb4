@NullMarked
package org.bidseal.bench.capacity;

import org.jspecify.annotations.NullMarked;
