/// Backups of encryption keys on colleagues' phones, and the way back from a lost phone.
@NullMarked
package org.bidseal.escrow;

import org.jspecify.annotations.NullMarked;
