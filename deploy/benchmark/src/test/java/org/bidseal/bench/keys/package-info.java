@NullMarked
package org.bidseal.bench.keys;

import org.jspecify.annotations.NullMarked;
