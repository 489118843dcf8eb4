@NullMarked
package org.bidseal.bench;

import org.jspecify.annotations.NullMarked;
