/// SM3 of sixteen messages at once, for the leaves of the segment tree.
@NullMarked
package org.bidseal.smvector.sm3;

import org.jspecify.annotations.NullMarked;
