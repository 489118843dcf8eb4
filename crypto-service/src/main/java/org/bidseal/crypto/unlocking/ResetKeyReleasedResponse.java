package org.bidseal.crypto.unlocking;

import org.bidseal.smcrypto.Scalar;

/// The private half of the reset key: it opens the box in which the phone keeps `D1`.
record ResetKeyReleasedResponse(Scalar resetPrivateKey) {}
