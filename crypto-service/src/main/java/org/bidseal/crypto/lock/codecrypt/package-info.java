/// Members' blinded co-decryptions of what was encrypted to them for a lock (docs/split-key.md,
/// "Blinded co-decryption").
@NullMarked
package org.bidseal.crypto.lock.codecrypt;

import org.jspecify.annotations.NullMarked;
