@NullMarked
package org.bidseal.smcrypto.field;

import org.jspecify.annotations.NullMarked;
