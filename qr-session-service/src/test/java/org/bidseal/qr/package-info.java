@NullMarked
package org.bidseal.qr;

import org.jspecify.annotations.NullMarked;
