package org.bidseal.smcrypto.envelope;

import java.nio.ByteBuffer;
import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.bidseal.smcrypto.sm4.Sm4Key;
import org.bidseal.smcrypto.sm4.Sm4TagMismatchException;

/// Segment i: `SM4-GCM(payloadKey, nonce = noncePrefix ‖ uint32 i ‖ last)`, no associated data.
final class SegmentCipher implements AutoCloseable {
  private static final byte[] NO_AAD = {};

  private final Sm4Gcm gcm;
  private final Sm4Key key;
  private final byte[] noncePrefix;
  private final int segmentSize;

  SegmentCipher(Sm4Gcm gcm, Sm4Key key, EnvelopeHeader header) {
    this.gcm = gcm;
    this.key = key;
    this.noncePrefix = header.noncePrefix();
    this.segmentSize = header.segmentSize();
  }

  /// Seals the `length` bytes from `offset` where they lie; the tag goes behind them.
  void sealInPlace(long index, boolean last, byte[] bytes, int offset, int length) {
    gcm.seal(key, nonce(index, last), NO_AAD, bytes, offset, length, bytes, offset);
  }

  /// Opens one segment and answers the length of its plaintext.
  ///
  /// @throws EnvelopeException [Reason#TRUNCATED] if its length fits no segment at that place,
  ///   [Reason#SEGMENT_FORGED] if its tag does not match
  int open(
      long index, boolean last, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int plain = length - Sm4Gcm.TAG_BYTES;
    // Only an empty file ends with an empty segment, so one file is cut into segments in one way.
    boolean fits = last ? plain > 0 || (plain == 0 && index == 0) : plain == segmentSize;
    if (!fits || plain > segmentSize) {
      throw new EnvelopeException(Reason.TRUNCATED);
    }
    try {
      gcm.open(key, nonce(index, last), NO_AAD, in, inOffset, length, out, outOffset);
    } catch (Sm4TagMismatchException e) {
      throw new EnvelopeException(Reason.SEGMENT_FORGED, e);
    }
    return plain;
  }

  private byte[] nonce(long index, boolean last) {
    if (index < 0 || index > 0xffff_ffffL) {
      throw new EnvelopeException(Reason.TOO_LONG);
    }
    return ByteBuffer.allocate(Sm4Gcm.NONCE_BYTES)
        .put(noncePrefix)
        .putInt((int) index)
        .put((byte) (last ? 1 : 0))
        .array();
  }

  @Override
  public void close() {
    key.close();
  }
}
