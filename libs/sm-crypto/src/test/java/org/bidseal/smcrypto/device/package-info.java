@NullMarked
package org.bidseal.smcrypto.device;

import org.jspecify.annotations.NullMarked;
