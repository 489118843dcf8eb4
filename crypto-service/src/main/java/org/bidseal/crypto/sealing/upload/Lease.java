package org.bidseal.crypto.sealing.upload;

import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope.Described;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.sealing.upload.UploadWrites.Chunk;
import org.jspecify.annotations.Nullable;

/// A request that may write to an upload, with the draft that it has opened for it.
final class Lease {
  private final Upload upload;
  private final UUID writer;
  private final Chunk chunk;
  private final Tenant.OfPlatform tenant;
  private final @Nullable Described described;
  private @Nullable Writing writing;
  private boolean closed;
  private long recorded;

  /// @param upload as it was when the lease was claimed
  /// @param described the envelope of a ciphertext; null for a plaintext
  Lease(
      Upload upload,
      UUID writer,
      Chunk chunk,
      Tenant.OfPlatform tenant,
      @Nullable Described described) {
    this.upload = upload;
    this.writer = writer;
    this.chunk = chunk;
    this.tenant = tenant;
    this.described = described;
    this.recorded = upload.received();
  }

  Upload upload() {
    return upload;
  }

  UUID writer() {
    return writer;
  }

  Chunk chunk() {
    return chunk;
  }

  Tenant.OfPlatform tenant() {
    return tenant;
  }

  @Nullable Described described() {
    return described;
  }

  /// Takes what was opened; a request that was cancelled meanwhile closes it at once.
  synchronized Writing holds(Writing opened) {
    if (closed) {
      opened.close();
    }
    writing = opened;
    return opened;
  }

  /// The upload's row has this offset now.
  synchronized void recorded(Progress progress) {
    recorded = progress.received();
  }

  /// As {@link Writing#salvage()}; null if its row has it already.
  synchronized @Nullable Progress salvage() {
    Progress durable = writing == null || closed ? null : writing.salvage();
    return durable == null || durable.received() == recorded ? null : durable;
  }

  synchronized void close() {
    if (writing != null && !closed) {
      writing.close();
    }
    closed = true;
  }
}
