/// QR sessions: one code on a screen, one phone that scans it, one thing confirmed.
@NullMarked
package org.bidseal.qr;

import org.jspecify.annotations.NullMarked;
