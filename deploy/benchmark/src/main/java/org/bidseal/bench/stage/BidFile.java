package org.bidseal.bench.stage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A bid's file: random bytes that can be made again, so that nothing of it is kept.
///
/// @param seed another file for another seed
/// @param size in bytes
public record BidFile(long seed, long size) {
  private static final int PIECE = 64 * 1024;

  public InputStream open() {
    return new BufferedInputStream(new Content(), PIECE);
  }

  /// Whether a file has exactly this content.
  public boolean isSameAs(Path file) {
    try (InputStream expected = open();
        InputStream actual = Files.newInputStream(file)) {
      byte[] piece;
      do {
        piece = expected.readNBytes(PIECE);
        if (!Arrays.equals(piece, actual.readNBytes(PIECE))) {
          return false;
        }
      } while (piece.length > 0);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Content extends InputStream {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final byte[] piece = new byte[PIECE];
    private final ByteBuffer longs = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
    private long left = size;
    private int next = PIECE;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      if (next == PIECE) {
        for (int i = 0; i < PIECE; i += Long.BYTES) {
          longs.putLong(i, random.nextLong());
        }
        next = 0;
      }
      int count = (int) Math.min(left, Math.min(length, PIECE - next));
      System.arraycopy(piece, next, target, offset, count);
      next += count;
      left -= count;
      return count;
    }
  }
}
