/// The gate before sealing: no verified backup of the encryption key, no sealed bid.
@NullMarked
package org.bidseal.crypto.backupgate;

import org.jspecify.annotations.NullMarked;
