/// SM4 in Galois/Counter mode, behind a port: the bulk cipher decides how long an opening takes, so
/// faster implementations than Bouncy Castle's may be put in its place. The test jar of this
/// library carries the contract that each of them must pass.
@NullMarked
package org.bidseal.smcrypto.sm4;

import org.jspecify.annotations.NullMarked;
