package org.bidseal.crypto.blob;

/// There is no complete blob of this name.
public final class BlobMissingException extends BlobStoreException {
  private static final long serialVersionUID = 1L;

  public BlobMissingException(BlobName name) {
    super("no blob " + name.text(), null);
  }
}
