@NullMarked
package org.bidseal.qr.session;

import org.jspecify.annotations.NullMarked;
