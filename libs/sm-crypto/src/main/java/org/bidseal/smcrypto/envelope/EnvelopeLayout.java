package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.envelope.EnvelopeException.Reason;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// Where the segments of an envelope lie, known from its header and its size alone.
///
/// @param headerLength bytes before the first segment
/// @param segmentSize plaintext bytes of every segment but the last
/// @param segmentCount at least 1
/// @param plaintextBytes size of the file inside
public record EnvelopeLayout(
    int headerLength, int segmentSize, long segmentCount, long plaintextBytes) {
  /// The largest file, 4 GiB.
  public static final long MAX_PLAINTEXT_BYTES = 4L * 1024 * 1024 * 1024;

  /// Works out the layout.
  ///
  /// @param envelopeBytes size of the whole envelope
  /// @throws EnvelopeException [Reason#TRUNCATED] if no file leads to that size, [Reason#TOO_LONG]
  ///   beyond 4 GiB of plaintext
  public static EnvelopeLayout of(EnvelopeHeader header, long envelopeBytes) {
    long body = envelopeBytes - header.length();
    long full = (long) header.segmentSize() + Sm4Gcm.TAG_BYTES;
    long count = Math.ceilDiv(body, full);
    long last = body - (count - 1) * full;
    if (body < Sm4Gcm.TAG_BYTES
        || last < Sm4Gcm.TAG_BYTES
        || (last == Sm4Gcm.TAG_BYTES && count > 1)) {
      throw new EnvelopeException(Reason.TRUNCATED);
    }
    long plaintext = body - count * Sm4Gcm.TAG_BYTES;
    if (plaintext > MAX_PLAINTEXT_BYTES) {
      throw new EnvelopeException(Reason.TOO_LONG);
    }
    return new EnvelopeLayout(header.length(), header.segmentSize(), count, plaintext);
  }

  /// Where segment `index` begins in the envelope.
  public long offset(long index) {
    check(index);
    return headerLength + index * (segmentSize + Sm4Gcm.TAG_BYTES);
  }

  /// How many bytes segment `index` has in the envelope, tag included.
  public int sealedLength(long index) {
    return plaintextLength(index) + Sm4Gcm.TAG_BYTES;
  }

  /// How many bytes of the file segment `index` holds.
  public int plaintextLength(long index) {
    check(index);
    return isLast(index) ? Math.toIntExact(plaintextBytes - index * segmentSize) : segmentSize;
  }

  /// Whether `index` is the final segment.
  public boolean isLast(long index) {
    return index == segmentCount - 1;
  }

  private void check(long index) {
    if (index < 0 || index >= segmentCount) {
      throw new IndexOutOfBoundsException("segment " + index + " of " + segmentCount);
    }
  }
}
