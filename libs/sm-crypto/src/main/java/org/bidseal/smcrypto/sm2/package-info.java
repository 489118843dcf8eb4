/// Plain SM2, one party holding the whole key: signatures (GB/T 32918.2-2016), public-key
/// encryption (GB/T 32918.4-2016) and their DER forms (GM/T 0009-2012). A split key's halves are in
/// `org.bidseal.smcrypto.share`; what both make, a signature or a shared point, comes back here to
/// be verified or to open a ciphertext.
@NullMarked
package org.bidseal.smcrypto.sm2;

import org.jspecify.annotations.NullMarked;
