package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;

/// A blob in the making that outlives its writer: it may be written by several calls, one after
/// another, by several processes, with crashes in between. Who writes remembers how much of it was
/// durable; one writer at a time is the writers' own business. Used by one thread at a time.
public interface LastingDraft extends AutoCloseable {
  /// {@link #sync()} costs least when {@link #written()} is a multiple of this.
  long CHUNK = 8L * 1024 * 1024;

  /// Appends all remaining bytes of the buffer.
  void write(ByteBuffer bytes);

  /// Size so far: what was durable when it was resumed, and what was appended since.
  long written();

  /// Makes all that was written durable: from here on the draft may be resumed at {@link
  /// #written()}.
  void sync();

  /// Makes the blob durable and then, in one step, visible under its name. Nothing may be written
  /// after it.
  void commit();

  /// Lets go of the draft. What is durable stays, to be resumed.
  @Override
  void close();
}
