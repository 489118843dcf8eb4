package org.bidseal.smcrypto.sm2;

/// A ciphertext that its key does not open: wrong key, or changed on the way. It says no more, so
/// that nobody learns from it by trying.
public final class Sm2DecryptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Sm2DecryptionException() {
    super("the SM2 ciphertext does not open with this key");
  }
}
