package org.bidseal.crypto.sealing.upload;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.keywrapping.WrappedSecret;
import org.jspecify.annotations.Nullable;

/// An upload as it was read.
///
/// @param blob what its draft becomes
/// @param length bytes that the client means to send
/// @param received how many of them are durable: the client goes on there
/// @param stored size of the draft that has them
/// @param contentTree how far the content root of a ciphertext had come at `received`; null if that
///   is not known
/// @param metadata as the client told it
/// @param draft the store's handle
/// @param description digest of the statement that the ciphertext belongs to
/// @param stagingKey under which a plaintext lies in the store
/// @param writes how often somebody began to write
/// @param expired whether its end had come, by the database's clock
public record Upload(
    UUID uploadId,
    UUID envelopeId,
    UUID platformId,
    Kind kind,
    BlobName blob,
    long length,
    long received,
    long stored,
    @Nullable Octets contentTree,
    State state,
    @Nullable String metadata,
    String draft,
    @Nullable String description,
    @Nullable WrappedSecret stagingKey,
    int writes,
    Instant expiresAt,
    boolean expired) {

  /// What is uploaded.
  public enum Kind {
    /// An envelope that the bidder's side sealed.
    CIPHERTEXT,
    /// A file to be sealed here.
    PLAINTEXT
  }

  /// See the package.
  public enum State {
    /// Chunks come.
    OPEN,
    /// All is there, and what it is for has happened.
    COMPLETE,
    /// Its bytes are of no use any more and about to be removed.
    ENDED
  }

  /// The same, with all of it received.
  Upload whole() {
    return at(length, stored, contentTree, State.COMPLETE);
  }

  /// The same, with this much received.
  Upload at(Progress progress) {
    return at(progress.received(), progress.stored(), progress.tree(), state);
  }

  private Upload at(long nowReceived, long nowStored, @Nullable Octets nowTree, State nowState) {
    return new Upload(
        uploadId,
        envelopeId,
        platformId,
        kind,
        blob,
        length,
        nowReceived,
        nowStored,
        nowTree,
        nowState,
        metadata,
        draft,
        description,
        stagingKey,
        writes,
        expiresAt,
        expired);
  }
}
