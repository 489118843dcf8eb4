/// The phone's keys: halves of split keys under a PIN, the transport key, backups.
@NullMarked
package org.bidseal.phone.key;

import org.jspecify.annotations.NullMarked;
