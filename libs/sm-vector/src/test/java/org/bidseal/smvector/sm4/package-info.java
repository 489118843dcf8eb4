@NullMarked
package org.bidseal.smvector.sm4;

import org.jspecify.annotations.NullMarked;
