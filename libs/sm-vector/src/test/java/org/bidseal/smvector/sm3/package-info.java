@NullMarked
package org.bidseal.smvector.sm3;

import org.jspecify.annotations.NullMarked;
