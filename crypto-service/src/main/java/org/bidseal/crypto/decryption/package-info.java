/// Opening sealed bids: the gate by the opening's time, the file key, and the jobs that stream the
/// plaintext out.
@NullMarked
package org.bidseal.crypto.decryption;

import org.jspecify.annotations.NullMarked;
