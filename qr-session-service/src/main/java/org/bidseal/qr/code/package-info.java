/// The code on the screen, which changes every two seconds.
@NullMarked
package org.bidseal.qr.code;

import org.jspecify.annotations.NullMarked;
