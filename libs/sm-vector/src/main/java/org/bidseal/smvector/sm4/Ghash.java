package org.bidseal.smvector.sm4;

/// GHASH (NIST SP 800-38D §6.4) over whole fields: each `update` is padded with zeros to a multiple
/// of 16 bytes, as associated data and ciphertext are.
abstract sealed class Ghash implements AutoCloseable permits JdkGhash, TableGhash {
  private static final int BLOCK_BYTES = 16;

  /// The fastest that this JVM permits.
  ///
  /// @param subkey H, 16 bytes
  static Ghash of(byte[] subkey) {
    return JdkGhash.isOpen() ? new JdkGhash(subkey) : new TableGhash(subkey);
  }

  /// Appends a part of a field; every part but the field's last has a multiple of 16 bytes.
  final void update(byte[] data, int offset, int length) {
    int whole = length & -BLOCK_BYTES;
    if (whole > 0) {
      blocks(data, offset, whole);
    }
    if (whole < length) {
      byte[] padded = new byte[BLOCK_BYTES];
      System.arraycopy(data, offset + whole, padded, 0, length - whole);
      blocks(padded, 0, BLOCK_BYTES);
    }
  }

  abstract void blocks(byte[] data, int offset, int length);

  /// The hash so far, 16 bytes.
  abstract byte[] digest();

  /// Zeroes the subkey and what follows from it.
  @Override
  public abstract void close();
}
