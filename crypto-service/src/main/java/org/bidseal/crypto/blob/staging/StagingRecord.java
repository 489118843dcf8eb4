package org.bidseal.crypto.blob.staging;

import java.nio.ByteBuffer;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// How a record is laid out.
final class StagingRecord {
  static final int HEADER_BYTES = 8;

  /// Most bytes of plaintext.
  static final int MOST = 256 * 1024;

  private StagingRecord() {}

  static byte[] header(int write, int length) {
    return ByteBuffer.allocate(HEADER_BYTES).putInt(write).putInt(length).array();
  }

  static byte[] nonce(int write, long offset) {
    return ByteBuffer.allocate(Sm4Gcm.NONCE_BYTES).putInt(write).putLong(offset).array();
  }
}
