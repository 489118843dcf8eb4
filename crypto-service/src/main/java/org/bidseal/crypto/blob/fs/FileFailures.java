package org.bidseal.crypto.blob.fs;

import java.io.IOException;
import java.util.Locale;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.BlobStoreFullException;

/// What the operating system's errors mean to users of the store.
final class FileFailures {
  private FileFailures() {}

  static BlobStoreException of(String what, IOException cause) {
    String reason = cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
    // The JDK has no type for ENOSPC and EDQUOT, only the system's own words.
    return reason.contains("no space left") || reason.contains("quota exceeded")
        ? new BlobStoreFullException("the blob store has no room left", cause)
        : new BlobStoreException(what, cause);
  }
}
