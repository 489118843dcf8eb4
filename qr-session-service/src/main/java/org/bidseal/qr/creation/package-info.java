/// Sessions made by platforms and by services, and the code that their screens show.
@NullMarked
package org.bidseal.qr.creation;

import org.jspecify.annotations.NullMarked;
