package org.bidseal.smcrypto.sm4;

import java.util.Objects;

/// What every [Sm4Gcm] checks before it begins.
public final class GcmArguments {
  private GcmArguments() {}

  /// The nonce alone.
  ///
  /// @throws IllegalArgumentException if it has not 12 bytes
  public static void checkNonce(byte[] nonce) {
    if (nonce.length != Sm4Gcm.NONCE_BYTES) {
      throw new IllegalArgumentException("an SM4-GCM nonce has 12 bytes");
    }
  }

  /// Of [Sm4Gcm#seal].
  ///
  /// @throws IllegalArgumentException if the nonce has not 12 bytes
  /// @throws IndexOutOfBoundsException if a range does not fit its array
  public static void checkSeal(
      byte[] nonce, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    checkNonce(nonce);
    Objects.checkFromIndexSize(inOffset, length, in.length);
    Objects.checkFromIndexSize(outOffset, Math.addExact(length, Sm4Gcm.TAG_BYTES), out.length);
  }

  /// Of [Sm4Gcm#open].
  ///
  /// @return how many bytes of plaintext there are
  /// @throws Sm4TagMismatchException if there is no room for a tag
  /// @throws IllegalArgumentException if the nonce has not 12 bytes
  /// @throws IndexOutOfBoundsException if a range does not fit its array
  public static int checkOpen(
      byte[] nonce, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    checkNonce(nonce);
    Objects.checkFromIndexSize(inOffset, length, in.length);
    if (length < Sm4Gcm.TAG_BYTES) {
      throw new Sm4TagMismatchException();
    }
    int plain = length - Sm4Gcm.TAG_BYTES;
    Objects.checkFromIndexSize(outOffset, plain, out.length);
    return plain;
  }
}
