package org.bidseal.crypto.blob.s3;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStore;
import org.bidseal.crypto.blob.BlobStoreException;
import org.bidseal.crypto.blob.LastingDraft;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// Blobs as objects of one bucket, whose keys are their names. A draft is a multipart upload
/// (Amazon S3 API): its parts are durable and invisible until it is completed, in one step.
final class S3BlobStore implements BlobStore, AutoCloseable {
  private final S3Objects objects;
  private final Semaphore buffers;
  private final Runnable whenClosed;

  /// @param buffers how many drafts may be written at once: each holds a part of 8 MiB in memory
  /// @param whenClosed closes the client
  S3BlobStore(S3Objects objects, int buffers, Runnable whenClosed) {
    this.objects = objects;
    this.buffers = new Semaphore(buffers);
    this.whenClosed = whenClosed;
  }

  @Override
  public BlobDraft begin(BlobName name, long expectedSize) {
    return draft(name, objects.create(name), 0, false);
  }

  @Override
  public String prepare(BlobName name, long expectedSize) {
    return objects.create(name);
  }

  @Override
  public LastingDraft resume(BlobName name, String draft, long durable) {
    return draft(name, draft, durable, true);
  }

  private S3Draft draft(BlobName name, String upload, long durable, boolean lasting) {
    if (!buffers.tryAcquire()) {
      throw new BlobStoreException("too many blobs are written at once", null);
    }
    var released = new AtomicBoolean();
    Runnable release =
        () -> {
          if (released.compareAndSet(false, true)) {
            buffers.release();
          }
        };
    try {
      return new S3Draft(objects, name, upload, durable, lasting, release);
    } catch (RuntimeException e) {
      release.run();
      throw e;
    }
  }

  @Override
  public void abandon(BlobName name, String draft) {
    objects.abort(name, draft);
    objects.keys(name, S3Draft.tailsOf(name)).forEach(key -> objects.delete(name, key));
  }

  @Override
  public BlobReader open(BlobName name) {
    HeadObjectResponse head = objects.head(name);
    return new S3Reader(objects, name, head.eTag(), head.contentLength());
  }

  @Override
  public void delete(BlobName name) {
    objects.delete(name, name.text());
  }

  /// Aborts multipart uploads that no live writer can still own.
  ///
  /// @param before when they were begun
  /// @return how many there were
  int sweepDrafts(Instant before) {
    int removed = 0;
    for (MultipartUpload upload : objects.unfinished(new BlobName("all"), before)) {
      abandon(new BlobName(upload.key()), upload.uploadId());
      removed++;
    }
    return removed;
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
