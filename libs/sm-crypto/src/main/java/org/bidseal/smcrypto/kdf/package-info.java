/// Key derivation and message authentication from SM3: HMAC (RFC 2104, GM/T 0042-2015 Annex D) and
/// HKDF (RFC 5869).
@NullMarked
package org.bidseal.smcrypto.kdf;

import org.jspecify.annotations.NullMarked;
