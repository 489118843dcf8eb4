/// One run of a decryption job: from a sealed content and a file key to a plaintext, in parts if
/// need be.
@NullMarked
package org.bidseal.crypto.decryption.run;

import org.jspecify.annotations.NullMarked;
