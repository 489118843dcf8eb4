/// Co-decryption (docs/split-key.md, "Co-decrypt") and the port through which it asks whether an
/// envelope may be opened.
@NullMarked
package org.bidseal.crypto.codecrypt;

import org.jspecify.annotations.NullMarked;
