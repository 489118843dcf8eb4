package org.bidseal.crypto.blob;

import java.util.Optional;

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

  /// Goes on with a draft whose writer is gone, or counts as gone: should it live, its commit fails
  /// from now on. The draft has another handle afterwards.
  ///
  /// @param handle as {@link BlobDraft#checkpoint()} answered it
  /// @param written how many bytes there were then; what came later is thrown away
  /// @return empty if the draft is not there any more, or this store keeps none
  default Optional<BlobDraft> resume(BlobName name, String handle, long written) {
    return Optional.empty();
  }

  /// Opens a complete blob for reading.
  ///
  /// @throws BlobMissingException if there is none of this name
  BlobReader open(BlobName name);

  /// Removes a blob; nothing happens if there is none.
  void delete(BlobName name);
}
