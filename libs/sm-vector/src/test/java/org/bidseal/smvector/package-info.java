@NullMarked
package org.bidseal.smvector;

import org.jspecify.annotations.NullMarked;
