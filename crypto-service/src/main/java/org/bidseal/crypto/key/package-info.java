/// Split keys, the server's side, and the custody of what is secret in them.
@NullMarked
package org.bidseal.crypto.key;

import org.jspecify.annotations.NullMarked;
