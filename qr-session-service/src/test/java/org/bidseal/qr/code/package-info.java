@NullMarked
package org.bidseal.qr.code;

import org.jspecify.annotations.NullMarked;
