package org.bidseal.crypto.blob.s3;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobReader;
import org.bidseal.crypto.blob.BlobStoreException;

/// An object, read in blocks of 4 MiB of which the last four are kept, since who reads a blob reads
/// it in order and in small pieces. An object that was replaced meanwhile is read no further.
final class S3Reader implements BlobReader {
  private static final int BLOCK = 4 * 1024 * 1024;
  private static final int KEPT = 4;

  private final S3Objects objects;
  private final BlobName name;
  private final String tag;
  private final long size;
  private final Map<Long, FutureTask<ByteBuffer>> blocks =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true);

  S3Reader(S3Objects objects, BlobName name, String tag, long size) {
    this.objects = objects;
    this.name = name;
    this.tag = tag;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    int total = 0;
    while (target.hasRemaining() && position + total < size) {
      long at = position + total;
      ByteBuffer block = block(at / BLOCK).duplicate();
      int offset = (int) (at % BLOCK);
      int length = Math.min(target.remaining(), block.limit() - offset);
      target.put(block.slice(offset, length));
      total += length;
    }
    return total;
  }

  /// Several threads that want one block fetch it once: the task runs in the first of them.
  private ByteBuffer block(long index) {
    FutureTask<ByteBuffer> task = task(index);
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      forget(index);
      throw e.getCause() instanceof BlobStoreException failure
          ? failure
          : new BlobStoreException("cannot read a blob", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlobStoreException("interrupted while reading a blob", e);
    }
  }

  private synchronized FutureTask<ByteBuffer> task(long index) {
    FutureTask<ByteBuffer> task =
        blocks.computeIfAbsent(index, i -> new FutureTask<>(() -> fetch(i)));
    if (blocks.size() > KEPT) {
      blocks.remove(blocks.keySet().iterator().next());
    }
    return task;
  }

  private ByteBuffer fetch(long index) {
    long from = index * BLOCK;
    long to = Math.min(from + BLOCK, size) - 1;
    ByteBuffer bytes = objects.get(name, name.text(), tag, from, to);
    if (bytes.remaining() != to - from + 1) {
      throw new BlobStoreException("the blob store answered another length", null);
    }
    return bytes;
  }

  private synchronized void forget(long index) {
    blocks.remove(index);
  }

  @Override
  public synchronized void close() {
    blocks.clear();
  }
}
