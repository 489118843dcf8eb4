package org.bidseal.crypto.blob.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.bidseal.crypto.blob.BlobReader;

/// A complete file.
record FileReader(FileChannel channel, long size) implements BlobReader {
  @Override
  public int read(long position, ByteBuffer target) {
    int total = 0;
    try {
      while (target.hasRemaining()) {
        int read = channel.read(target, position + total);
        if (read < 0) {
          break;
        }
        total += read;
      }
      return total;
    } catch (IOException e) {
      throw FileFailures.of("cannot read a blob", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailures.of("cannot close a blob", e);
    }
  }
}
