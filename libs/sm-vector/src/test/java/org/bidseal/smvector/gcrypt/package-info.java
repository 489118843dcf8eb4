@NullMarked
package org.bidseal.smvector.gcrypt;

import org.jspecify.annotations.NullMarked;
