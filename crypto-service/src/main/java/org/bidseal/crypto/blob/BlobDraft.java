package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A blob in the making, used by one thread at a time.
public interface BlobDraft extends AutoCloseable {
  /// Appends all remaining bytes of the buffer.
  void write(ByteBuffer bytes);

  /// Bytes appended so far.
  long written();

  /// Makes the blob durable and then, in one step, visible under its name; replaces an older one.
  void commit();

  /// Makes durable what was written so far, so that another writer may go on with it at {@link
  /// #written()} should this one crash.
  ///
  /// @return a handle for {@link BlobStore#resume}; empty if this store keeps no unfinished drafts
  default Optional<String> checkpoint() {
    return Optional.empty();
  }

  /// Lets go of the draft, but keeps what {@link #checkpoint()} made durable; does nothing after
  /// {@link #commit()}. What nobody resumes is swept like any draft.
  default void leave() {
    close();
  }

  /// Throws away what was not committed; does nothing after {@link #commit()}.
  @Override
  void close();
}
