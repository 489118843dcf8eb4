package org.bidseal.crypto.blob;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Blobs as streams of the JDK; they throw the store's own exceptions.
public final class BlobStreams {
  private static final int BUFFER = 256 * 1024;

  private BlobStreams() {}

  /// Appends to a draft through a buffer; closing it flushes, and does not commit.
  public static OutputStream output(Consumer<ByteBuffer> draft) {
    return new BufferedOutputStream(new Output(draft), BUFFER);
  }

  /// Reads a blob from a position to its end; closing it leaves the reader open.
  public static InputStream input(BlobReader reader, long position) {
    return new Input(reader, position);
  }

  private static final class Output extends OutputStream {
    private final Consumer<ByteBuffer> draft;

    Output(Consumer<ByteBuffer> draft) {
      this.draft = draft;
    }

    @Override
    public void write(int value) {
      draft.accept(ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      draft.accept(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  private static final class Input extends InputStream {
    private final BlobReader reader;
    private long position;

    Input(BlobReader reader, long position) {
      this.reader = reader;
      this.position = position;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      int read = reader.read(position, ByteBuffer.wrap(target, offset, length));
      position += read;
      return read == 0 ? -1 : read;
    }
  }
}
