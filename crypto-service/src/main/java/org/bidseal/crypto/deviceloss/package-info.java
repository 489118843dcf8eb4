/// Phones that are lost or given away: what they hold is answered no more.
@NullMarked
package org.bidseal.crypto.deviceloss;

import org.jspecify.annotations.NullMarked;
