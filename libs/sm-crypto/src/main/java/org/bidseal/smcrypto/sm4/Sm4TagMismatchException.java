package org.bidseal.smcrypto.sm4;

/// The tag does not belong to key, nonce, associated data and ciphertext. No plaintext was
/// released.
public final class Sm4TagMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Without a detail: there is none to tell.
  public Sm4TagMismatchException() {
    super("SM4-GCM: the tag does not match");
  }
}
