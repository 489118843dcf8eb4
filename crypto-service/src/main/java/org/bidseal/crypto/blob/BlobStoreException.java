package org.bidseal.crypto.blob;

import org.jspecify.annotations.Nullable;

/// The store failed: an input or output error, a missing mount. Trying again later may help.
public class BlobStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlobStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
