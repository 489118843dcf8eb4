package org.bidseal.crypto.sealing.upload;

import java.io.InputStream;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobMissingException;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.ContentRoots;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.crypto.blob.staging.StagedDraft;
import org.bidseal.crypto.blob.staging.StagedInput;
import org.bidseal.crypto.blob.staging.StagingKeys;
import org.bidseal.crypto.sealing.content.ContentCheck;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.sm4.Sm4Gcm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What uploads have in the store. Calls block.
@Component
class Drafts {
  private final BlobStore store;
  private final StagingKeys keys;
  private final Sm4Gcm cipher;

  Drafts(BlobStore store, StagingKeys keys, Sm4Gcm cipher) {
    this.store = store;
    this.keys = keys;
    this.cipher = cipher;
  }

  /// Draws the key of a plaintext; none for a ciphertext, which has its own.
  @Nullable WrappedSecret newKey(UUID uploadId, Upload.Kind kind) {
    return switch (kind) {
      case CIPHERTEXT -> null;
      case PLAINTEXT -> keys.draw(uploadId);
    };
  }

  /// Goes on writing an upload whose lease was just claimed.
  ///
  /// @throws BlobMissingException if it was committed; a store may tell that later
  Writing resume(Upload upload, @Nullable ContentCheck check, @Nullable Sm3Hash expected) {
    LastingDraft stored = store.resume(upload.blob(), upload.draft(), upload.stored());
    return new Writing(upload, clientSide(upload, stored), stored, check, expected);
  }

  private LastingDraft clientSide(Upload upload, LastingDraft stored) {
    WrappedSecret key = upload.stagingKey();
    if (key == null) {
      return stored;
    }
    try {
      return new StagedDraft(
          stored, cipher, keys.unwrap(key, upload.uploadId()), upload.writes(), upload.received());
    } catch (RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /// The size of what the upload became, if its draft was committed.
  ///
  /// @throws BlobMissingException if it was not
  long committedSize(Upload upload) {
    try (BlobReader reader = store.open(upload.blob())) {
      return reader.size();
    }
  }

  /// The content root of what a ciphertext became, read from the store: only if it was not computed
  /// while the bytes passed, because the process died in between.
  ///
  /// @throws BlobMissingException if it was not committed
  Sm3Hash contentRoot(Upload upload) {
    try (BlobReader reader = store.open(upload.blob())) {
      return ContentRoots.of(reader);
    }
  }

  /// The plaintext of a complete upload.
  InputStream open(Upload upload) {
    WrappedSecret key = upload.stagingKey();
    if (key == null) {
      throw new IllegalArgumentException("a ciphertext is nobody's plaintext");
    }
    BlobReader reader = store.open(upload.blob());
    try {
      return new StagedInput(reader, cipher, keys.unwrap(key, upload.uploadId()));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /// Removes draft and blob.
  void remove(Upload upload) {
    store.abandon(upload.blob(), upload.draft());
    store.delete(upload.blob());
  }
}
