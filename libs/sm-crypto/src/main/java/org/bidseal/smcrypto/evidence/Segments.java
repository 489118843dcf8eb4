package org.bidseal.smcrypto.evidence;

import java.util.Objects;

/// Segments of a file that lie in one array at equal distances: all have the same length but the
/// last, which may be shorter. A view: the bytes are not copied.
public final class Segments {
  private final byte[] bytes;
  private final int first;
  private final int stride;
  private final int count;
  private final int length;
  private final int lastLength;

  private Segments(byte[] bytes, int first, int stride, int count, int length, int lastLength) {
    this.bytes = bytes;
    this.first = first;
    this.stride = stride;
    this.count = count;
    this.length = length;
    this.lastLength = lastLength;
  }

  /// A view of `count` segments, the first at offset 0.
  ///
  /// @param stride bytes from the beginning of one to that of the next
  /// @param count at least 1
  /// @param length of every segment but the last, in bytes
  /// @param lastLength of the last, at most `length`
  /// @throws IllegalArgumentException if the lengths contradict each other
  /// @throws IndexOutOfBoundsException if the array is too short
  public static Segments of(byte[] bytes, int stride, int count, int length, int lastLength) {
    if (count < 1 || lastLength < 0 || lastLength > length || length > stride) {
      throw new IllegalArgumentException("segments that are none");
    }
    int last = Math.multiplyExact(count - 1, stride);
    Objects.checkFromIndexSize(last, lastLength, bytes.length);
    return new Segments(bytes, 0, stride, count, length, lastLength);
  }

  /// The same segments from number `index` on.
  public Segments from(int index) {
    Objects.checkIndex(index, count);
    return new Segments(bytes, first + index * stride, stride, count - index, length, lastLength);
  }

  /// The same segments without their last `tail` bytes each.
  ///
  /// @throws IllegalArgumentException if one is shorter than that
  public Segments shortenedBy(int tail) {
    if (tail > lastLength) {
      throw new IllegalArgumentException("a segment is shorter than its tail");
    }
    return new Segments(bytes, first, stride, count, length - tail, lastLength - tail);
  }

  /// The array in which all of them lie; not a copy.
  public byte[] bytes() {
    return bytes;
  }

  /// How many there are, at least 1.
  public int count() {
    return count;
  }

  /// Where segment `index` begins in [#bytes()].
  public int offset(int index) {
    return first + Objects.checkIndex(index, count) * stride;
  }

  /// How many bytes segment `index` has.
  public int length(int index) {
    return Objects.checkIndex(index, count) == count - 1 ? lastLength : length;
  }

  /// Bytes of all segments together.
  public long totalLength() {
    return (long) (count - 1) * length + lastLength;
  }
}
