package org.bidseal.smvector.sm4;

import org.bidseal.smcrypto.sm4.Sm4Key;

/// The block cipher below a mode, for self-tests against the standard's own example.
public interface BlockEncryption {
  /// Encrypts one block (GB/T 32907-2016 §6).
  ///
  /// @param block 16 bytes
  /// @return 16 bytes
  byte[] encryptBlock(Sm4Key key, byte[] block);
}
