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

  /// Begins a blob that is written by several calls, and stays invisible until {@link
  /// LastingDraft#commit()}.
  ///
  /// @param expectedSize bytes of the whole blob, to be refused early
  /// @return the draft's handle for {@link #resume} and {@link #abandon}, at most 1,024 characters;
  ///   it means something to this store alone
  String prepare(BlobName name, long expectedSize);

  /// Continues a draft. What was written behind `durable` is forgotten.
  ///
  /// @param durable at most what {@link LastingDraft#written()} was at the latest {@link
  ///   LastingDraft#sync()}
  /// @throws BlobMissingException if the draft was abandoned or committed; a store may tell it only
  ///   when the draft is written, synced or committed
  LastingDraft resume(BlobName name, String draft, long durable);

  /// Throws a draft away; nothing happens if it was committed or abandoned before.
  void abandon(BlobName name, String draft);

  /// Opens a complete blob for reading.
  ///
  /// @throws BlobMissingException if there is none of this name
  BlobReader open(BlobName name);

  /// Removes a blob; nothing happens if there is none.
  void delete(BlobName name);
}
