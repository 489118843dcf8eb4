package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;

/// A blob in the making, used by one thread at a time.
public interface BlobDraft extends AutoCloseable {
  /// Appends all remaining bytes of the buffer.
  void write(ByteBuffer bytes);

  /// Bytes appended so far.
  long written();

  /// Makes the blob durable and then, in one step, visible under its name; replaces an older one.
  void commit();

  /// Throws away what was not committed; does nothing after {@link #commit()}.
  @Override
  void close();
}
