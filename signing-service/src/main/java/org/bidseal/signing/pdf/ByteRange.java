package org.bidseal.signing.pdf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The two stretches of a file that a signature covers: all but the hexadecimal string between them
/// (ISO 32000-1 §12.8.1, entry ByteRange).
///
/// @param firstLength the first stretch runs from 0 to here, excluding
/// @param secondStart where the second stretch starts, past the closing `>`
/// @param secondLength length of the second stretch
public record ByteRange(long firstLength, long secondStart, long secondLength) {
  private static final int CHUNK = 1 << 16;

  /// Takes what bytes are fed to.
  @FunctionalInterface
  public interface Sink {
    /// Takes a piece; the array is reused after the call.
    void accept(byte[] bytes, int offset, int length);
  }

  /// Checks that the stretches are in order and leave a gap.
  public ByteRange {
    if (firstLength <= 0 || secondStart <= firstLength + 1 || secondLength < 0) {
      throw new IllegalArgumentException("not two stretches around a gap");
    }
    Math.addExact(secondStart, secondLength);
  }

  /// Reads the four numbers of the PDF array.
  ///
  /// @throws IllegalArgumentException unless they are two stretches around a gap, the first at 0
  public static ByteRange of(List<Long> numbers) {
    if (numbers.size() != 4 || numbers.getFirst() != 0) {
      throw new IllegalArgumentException("a byte range has four numbers, the first of them 0");
    }
    return new ByteRange(numbers.get(1), numbers.get(2), numbers.get(3));
  }

  /// The end of the second stretch: the length of the revision that was signed.
  public long end() {
    return secondStart + secondLength;
  }

  /// Where the first hexadecimal digit of the signature stands, past the opening `<`.
  public long contentsStart() {
    return firstLength + 1;
  }

  /// How many hexadecimal digits the gap holds.
  public long contentsDigits() {
    return secondStart - firstLength - 2;
  }

  /// Feeds the covered bytes of the file, in order.
  ///
  /// @throws IOException if the file cannot be read or ends before the range does
  public void feed(Path file, Sink sink) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      feed(channel, 0, firstLength, sink);
      feed(channel, secondStart, secondLength, sink);
    }
  }

  private static void feed(FileChannel channel, long start, long length, Sink sink)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    long position = start;
    long left = length;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(CHUNK, left));
      int read = channel.read(buffer, position);
      if (read < 0) {
        throw new IOException("the file ends inside the byte range");
      }
      sink.accept(buffer.array(), 0, read);
      position += read;
      left -= read;
    }
  }
}
