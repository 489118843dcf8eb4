/// The one way to use a server share: replay, attempt counter, proof, token, answer, in that order
/// (docs/split-key.md, "PIN" and "Clones").
@NullMarked
package org.bidseal.crypto.guard;

import org.jspecify.annotations.NullMarked;
