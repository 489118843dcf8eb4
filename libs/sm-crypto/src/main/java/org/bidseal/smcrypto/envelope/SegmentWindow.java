package org.bidseal.smcrypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.bidseal.smcrypto.evidence.Segments;
import org.bidseal.smcrypto.sm4.Sm4Gcm;

/// The segments of a stream that are in memory together, each with room for its tag, so that they
/// are sealed and opened where they lie. Begins with one slot, for most files are small; has all of
/// them once a second segment shows up. Zeroed when closed.
final class SegmentWindow implements AutoCloseable {
  /// [#ahead] at the end of the stream.
  private static final int END = -1;

  /// [#ahead] before the first byte.
  private static final int UNREAD = -2;

  private final int stride;
  private final int readLength;
  private final int width;
  private byte[] bytes;
  private int count;

  /// The byte after the window: whether a segment is the final one must be known before it is
  /// sealed or opened.
  private int ahead = UNREAD;

  /// @param segmentSize bytes of plaintext in a segment
  /// @param readLength bytes of a segment in the stream, tag included if it has one
  /// @param width slots
  SegmentWindow(int segmentSize, int readLength, int width) {
    this.stride = segmentSize + Sm4Gcm.TAG_BYTES;
    this.readLength = readLength;
    this.width = width;
    this.bytes = new byte[stride];
  }

  /// Reads the next segments, at least one: an empty stream has one empty segment.
  Segments fill(InputStream in) throws IOException {
    if (ahead >= 0) {
      grow();
      bytes[0] = (byte) ahead;
    }
    int slots = bytes.length / stride;
    int length = 0;
    count = 0;
    do {
      int known = count == 0 && ahead >= 0 ? 1 : 0;
      int offset = count * stride;
      int read = known + in.readNBytes(bytes, offset + known, readLength - known);
      if (read == 0 && count > 0) {
        ahead = END;
        return Segments.of(bytes, stride, count, readLength, readLength);
      }
      length = read;
      count++;
    } while (length == readLength && count < slots);
    ahead = length < readLength ? END : in.read();
    return Segments.of(bytes, stride, count, readLength, length);
  }

  private void grow() {
    if (bytes.length < width * stride) {
      close();
      bytes = new byte[width * stride];
    }
  }

  /// Whether the stream has ended with this window.
  boolean atEnd() {
    return ahead == END;
  }

  /// Whether segment `index` of this window is the final one of the stream.
  boolean isFinal(int index) {
    return atEnd() && index == count - 1;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
