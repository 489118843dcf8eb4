@NullMarked
package org.bidseal.bench.opening;

import org.jspecify.annotations.NullMarked;
