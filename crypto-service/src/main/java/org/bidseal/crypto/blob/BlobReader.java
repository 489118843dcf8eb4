package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;

/// A complete blob, open for reading. Several threads may read at once.
public interface BlobReader extends AutoCloseable {
  /// Size in bytes.
  long size();

  /// Reads from a position until the buffer is full or the blob ends.
  ///
  /// @return bytes read; 0 at or behind the end
  int read(long position, ByteBuffer target);

  @Override
  void close();
}
