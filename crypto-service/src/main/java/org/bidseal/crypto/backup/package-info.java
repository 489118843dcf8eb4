/// Holdings that come from a verified backup.
@NullMarked
package org.bidseal.crypto.backup;

import org.jspecify.annotations.NullMarked;
