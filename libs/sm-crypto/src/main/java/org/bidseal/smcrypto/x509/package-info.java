/// SM2 keys in X.509: subject public keys, certification requests whose signature comes from
/// somewhere else, certificates, and chains (GM/T 0015-2012, RFC 5280, RFC 2986). The signature
/// algorithm is SM3withSM2, 1.2.156.10197.1.501.
@NullMarked
package org.bidseal.smcrypto.x509;

import org.jspecify.annotations.NullMarked;
