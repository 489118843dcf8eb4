package org.bidseal.crypto.sealing.upload;

import java.nio.ByteBuffer;
import org.bidseal.crypto.blob.LastingDraft;
import org.bidseal.crypto.blob.intake.Leniency;
import org.bidseal.crypto.sealing.content.ContentCheck;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.Sm3Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.SynchronousSink;

/// One chunk on its way into an upload. Its first failure is kept and nothing is written after it.
///
/// Without a checksum, what has come is made durable every {@link LastingDraft#CHUNK} bytes and
/// when the chunk breaks off. With one, nothing of the chunk counts before all of it has been
/// compared. The last byte of an upload is never made durable here but by {@link #finish()}.
///
/// Locked, because a request that is cancelled lets go while a piece of it may still be written.
final class Writing {
  private final Upload upload;
  private final LastingDraft client;
  private final LastingDraft stored;
  private final @Nullable ContentCheck check;
  private final @Nullable Sm3Hash expected;
  private final @Nullable Sm3Stream digest;
  private final Leniency leniency = new Leniency();
  private @Nullable RuntimeException failure;
  private boolean closed;
  private Progress durable;

  /// @param client counts the client's bytes
  /// @param stored counts those of the draft
  /// @param check sees the bytes of a ciphertext
  /// @param expected of the chunk
  Writing(
      Upload upload,
      LastingDraft client,
      LastingDraft stored,
      @Nullable ContentCheck check,
      @Nullable Sm3Hash expected) {
    this.upload = upload;
    this.client = client;
    this.stored = stored;
    this.check = check;
    this.expected = expected;
    this.digest = expected == null ? null : new Sm3Stream();
    this.durable = new Progress(client.written(), stored.written(), upload.contentTree());
  }

  /// Writes a piece and says what is durable now, if that has become more.
  synchronized void take(DataBuffer buffer, SynchronousSink<Progress> out) {
    int size = buffer.readableByteCount();
    Progress before = durable;
    try {
      if (failure == null && !closed) {
        write(buffer);
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      DataBufferUtils.release(buffer);
    }
    if (failure != null && !leniency.allows(size)) {
      out.error(failure);
    } else if (durable.received() > before.received()) {
      out.next(durable);
    }
  }

  private void write(DataBuffer buffer) {
    try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
      while (pieces.hasNext()) {
        ByteBuffer piece = pieces.next();
        if (client.written() + piece.remaining() > upload.length()) {
          throw UploadProblems.tooLong(upload.length());
        }
        write(piece);
      }
    }
  }

  private void write(ByteBuffer piece) {
    while (piece.hasRemaining()) {
      long room = LastingDraft.CHUNK - client.written() % LastingDraft.CHUNK;
      int length = (int) Math.min(room, piece.remaining());
      ByteBuffer part = piece.slice(piece.position(), length);
      if (check != null) {
        check.accept(part.asReadOnlyBuffer());
      }
      if (digest != null) {
        digest(digest, part.duplicate());
      }
      client.write(part);
      piece.position(piece.position() + length);
      if (length == room && digest == null && !isWhole()) {
        sync();
      }
    }
  }

  private static void digest(Sm3Stream digest, ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    digest.update(bytes);
  }

  private void sync() {
    client.sync();
    durable = progress();
  }

  /// What has been written, which the check has seen, byte for byte.
  private Progress progress() {
    return new Progress(client.written(), stored.written(), check == null ? null : check.tree());
  }

  private boolean isWhole() {
    return client.written() == upload.length();
  }

  /// The chunk has come to its end: compares it, and makes it durable. The last chunk of an upload
  /// is committed: then its blob is there, and the upload has its length.
  ///
  /// @throws org.bidseal.problem.ProblemException if the chunk was not the announced one
  synchronized Progress finish() {
    if (failure != null) {
      throw failure;
    }
    if (expected != null && digest != null && !expected.equals(digest.finish())) {
      failure = UploadProblems.checksumMismatch();
      throw failure;
    }
    if (isWhole()) {
      client.commit();
      return progress();
    }
    sync();
    return durable;
  }

  /// The chunk broke off: makes durable what has come of it and may count.
  ///
  /// @return what is durable and short of the whole
  synchronized Progress salvage() {
    if (!closed
        && failure == null
        && digest == null
        && !isWhole()
        && client.written() > durable.received()) {
      sync();
    }
    return durable;
  }

  synchronized void close() {
    closed = true;
    client.close();
  }
}
