package org.bidseal.crypto.blob;

import org.jspecify.annotations.Nullable;

/// The store has no room for the blob; nothing of it is left behind.
public final class BlobStoreFullException extends BlobStoreException {
  private static final long serialVersionUID = 1L;

  public BlobStoreFullException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
