/// `deploy/verify-audit`: proofs of uses of keys (docs/key-audit.md).
@NullMarked
package org.bidseal.verifier.keyuse;

import org.jspecify.annotations.NullMarked;
