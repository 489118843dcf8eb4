package org.bidseal.smcrypto.sm4;

/// SM4-GCM (RFC 8998 §2, NIST SP 800-38D): 16-byte key, 12-byte nonce, 16-byte tag appended to the
/// ciphertext. Implementations are stateless and safe to share between threads.
///
/// A nonce must never repeat under one key. Input and output either lie apart or begin at the same
/// offset of the same array: sealing and opening in place. Any other overlap is the caller's error,
/// and the result is undefined.
public interface Sm4Gcm {
  /// Length of the nonce, in bytes.
  int NONCE_BYTES = 12;

  /// Length of the tag, in bytes.
  int TAG_BYTES = 16;

  /// A short name for logs and metrics, such as `bouncy-castle`.
  String name();

  /// Seals `length` bytes from `in`; writes `length + 16` bytes to `out`.
  ///
  /// @throws IllegalArgumentException if the nonce has not 12 bytes
  /// @throws IndexOutOfBoundsException if a range does not fit its array
  void seal(
      Sm4Key key,
      byte[] nonce,
      byte[] aad,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);

  /// Opens `length` bytes, ciphertext and tag; writes `length - 16` bytes to `out`.
  ///
  /// @throws Sm4TagMismatchException if the tag does not match, or `length` is below 16; the output
  ///   range then holds no byte of plaintext (in place: the ciphertext as it was, or zeros)
  /// @throws IllegalArgumentException if the nonce has not 12 bytes
  /// @throws IndexOutOfBoundsException if a range does not fit its array
  void open(
      Sm4Key key,
      byte[] nonce,
      byte[] aad,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset);
}
