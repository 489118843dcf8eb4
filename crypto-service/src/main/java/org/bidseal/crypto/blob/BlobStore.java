package org.bidseal.crypto.blob;

/// Port: a store of large immutable blobs. Calls block, so they belong on a scheduler that may.
///
/// What every implementation keeps (see its contract test): a blob is absent or whole, across any
/// crash; whole means durable; a name may be replaced as a whole; reading is by position.
///
/// Every method throws {@link BlobStoreException} when the store fails, and {@link
/// BlobStoreFullException} when it has no room.
public interface BlobStore {
  /// Begins a blob that stays invisible until {@link BlobDraft#commit()}.
  ///
  /// @param expectedSize bytes that the writer means to write, to be refused early; 0 if unknown
  BlobDraft begin(BlobName name, long expectedSize);

  /// Opens a complete blob for reading.
  ///
  /// @throws BlobMissingException if there is none of this name
  BlobReader open(BlobName name);

  /// Removes a blob; nothing happens if there is none.
  void delete(BlobName name);
}
