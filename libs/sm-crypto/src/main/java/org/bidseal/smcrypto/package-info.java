/// Chinese commercial cryptography and the two protocols built on it.
@NullMarked
package org.bidseal.smcrypto;

import org.jspecify.annotations.NullMarked;
