/// The daily tree over the heads of all keys' chains, and the proofs that lead from a use to its
/// signed root (docs/key-audit.md, "The tree").
@NullMarked
package org.bidseal.crypto.keyanchor;

import org.jspecify.annotations.NullMarked;
