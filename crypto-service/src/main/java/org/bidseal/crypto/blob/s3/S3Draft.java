package org.bidseal.crypto.blob.s3;

import java.nio.ByteBuffer;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.LastingDraft;

/// A multipart upload. Part n has the bytes from (n − 1) × 8 MiB on, so which parts are durable
/// follows from the size that is. Parts but the last have 5 MiB at least, so what follows the last
/// whole part cannot be one yet: {@link #sync()} puts it into an object of its own, the tail of
/// that part, named by the part's number. An older tail goes when the draft is resumed behind it.
final class S3Draft implements BlobDraft, LastingDraft {
  private static final int PART = Math.toIntExact(CHUNK);

  private final S3Objects objects;
  private final BlobName name;
  private final String upload;
  private final Runnable whenClosed;
  private final boolean lasting;
  private final byte[] buffer = new byte[PART];
  private int pending;
  private int parts;
  private boolean tailSynced;
  private boolean finished;
  private boolean closed;

  /// @param durable size to go on at; parts and tail are there
  /// @param whenClosed runs once
  S3Draft(
      S3Objects objects,
      BlobName name,
      String upload,
      long durable,
      boolean lasting,
      Runnable whenClosed) {
    this.objects = objects;
    this.name = name;
    this.upload = upload;
    this.lasting = lasting;
    this.whenClosed = whenClosed;
    this.parts = Math.toIntExact(durable / PART);
    int tail = Math.toIntExact(durable % PART);
    if (lasting && durable > 0) {
      removeTails(tail > 0 ? tailKey() : "");
    }
    if (tail > 0) {
      objects.get(name, tailKey(), "", 0, tail - 1L).get(buffer, 0, tail);
      pending = tail;
      tailSynced = true;
    }
  }

  /// Where the tails of a draft lie. `.` is in no blob's name.
  static String tailsOf(BlobName name) {
    return name.text() + ".tail/";
  }

  private String tailKey() {
    return tailsOf(name) + parts;
  }

  private void removeTails(String but) {
    objects.keys(name, tailsOf(name)).stream()
        .filter(key -> !key.equals(but))
        .forEach(key -> objects.delete(name, key));
  }

  @Override
  public void write(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int taken = Math.min(bytes.remaining(), PART - pending);
      bytes.get(buffer, pending, taken);
      pending += taken;
      tailSynced = false;
      if (pending == PART) {
        putPart();
      }
    }
  }

  private void putPart() {
    objects.putPart(name, upload, parts + 1, ByteBuffer.wrap(buffer, 0, pending));
    parts++;
    pending = 0;
  }

  @Override
  public long written() {
    return (long) parts * PART + pending;
  }

  @Override
  public void sync() {
    if (pending > 0 && !tailSynced) {
      objects.put(name, tailKey(), ByteBuffer.wrap(buffer, 0, pending));
      tailSynced = true;
    }
  }

  @Override
  public void commit() {
    if (finished) {
      throw new IllegalStateException("the draft is finished");
    }
    if (pending > 0) {
      putPart();
    }
    if (parts == 0) {
      // A multipart upload has at least one part.
      objects.put(name, name.text(), ByteBuffer.allocate(0));
      objects.abort(name, upload);
    } else {
      objects.complete(name, upload, parts);
    }
    finished = true;
    if (lasting) {
      removeTails("");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!finished && !lasting) {
        objects.abort(name, upload);
      }
    } finally {
      finished = true;
      whenClosed.run();
    }
  }
}
