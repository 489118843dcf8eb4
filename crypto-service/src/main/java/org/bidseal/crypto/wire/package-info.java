/// How the protocol's values stand in JSON: lower-case hexadecimal, points only through the gate.
@NullMarked
package org.bidseal.crypto.wire;

import org.jspecify.annotations.NullMarked;
