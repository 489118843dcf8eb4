package org.bidseal.keywrapping;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A secret under a key-encryption key, as a database column keeps it:
///
///     0x01 ‖ uint32 version of the key-encryption key ‖ 12-byte nonce ‖ ciphertext ‖ 16-byte tag
///
/// Not secret itself.
public final class WrappedSecret {
  /// Length of the nonce, in bytes.
  public static final int NONCE_BYTES = 12;

  private static final int TAG_BYTES = 16;
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES + NONCE_BYTES;

  private final byte[] encoded;

  private WrappedSecret(byte[] encoded) {
    this.encoded = encoded;
  }

  /// For implementations of [KeyWrapping].
  ///
  /// @param kekVersion from 1
  /// @param ciphertext with its 16-byte tag
  /// @throws IllegalArgumentException if a part is out of its range
  public static WrappedSecret of(int kekVersion, byte[] nonce, byte[] ciphertext) {
    if (kekVersion < 1 || nonce.length != NONCE_BYTES || ciphertext.length < TAG_BYTES) {
      throw new IllegalArgumentException("not the parts of a wrapped secret");
    }
    return new WrappedSecret(
        ByteBuffer.allocate(HEADER_BYTES + ciphertext.length)
            .put(FORMAT)
            .putInt(kekVersion)
            .put(nonce)
            .put(ciphertext)
            .array());
  }

  /// Reads a stored column.
  ///
  /// @throws IllegalArgumentException if it is not a wrapped secret
  public static WrappedSecret decode(byte[] encoded) {
    if (encoded.length < HEADER_BYTES + TAG_BYTES || encoded[0] != FORMAT) {
      throw new IllegalArgumentException("not a wrapped secret");
    }
    return new WrappedSecret(encoded.clone());
  }

  /// The bytes to store.
  public byte[] encoded() {
    return encoded.clone();
  }

  /// Which key-encryption key; older ones are replaced by wrapping anew.
  public int kekVersion() {
    return ByteBuffer.wrap(encoded, 1, Integer.BYTES).getInt();
  }

  /// A copy of the nonce.
  public byte[] nonce() {
    return Arrays.copyOfRange(encoded, 1 + Integer.BYTES, HEADER_BYTES);
  }

  /// A copy of ciphertext and tag.
  public byte[] ciphertext() {
    return Arrays.copyOfRange(encoded, HEADER_BYTES, encoded.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedSecret that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "WrappedSecret[kek " + kekVersion() + "]";
  }
}
