package org.bidseal.smcrypto.sm2;

import org.bidseal.smcrypto.Sm3Hash;

/// Whoever can sign a digest under a known public key: a key pair in memory, a hardware module, or
/// two parties holding a share each.
@FunctionalInterface
public interface SignatureFunction {
  /// Signs `e = SM3(Z ‖ M)` as it is, without hashing again.
  Sm2Signature sign(Sm3Hash e);
}
