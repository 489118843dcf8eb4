package org.bidseal.crypto.blob.intake;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bidseal.crypto.blob.BlobDraft;
import org.bidseal.crypto.blob.BlobName;
import org.bidseal.crypto.blob.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Streams request bodies into blobs, a few buffers at a time.
@Component
public class BlobUploads {
  private static final int BUFFERS_IN_FLIGHT = 8;

  private final BlobStore store;
  private final Scheduler blocking = Schedulers.boundedElastic();

  BlobUploads(BlobStore store) {
    this.store = store;
  }

  /// Stores a stream as one blob, or nothing of it: not if it errs, not if it is cancelled, not if
  /// a check throws. After a refusal some more of the stream is read and dropped, so that a client
  /// that is still sending gets to read the answer.
  ///
  /// @param expectedSize bytes to come, to be refused early if there is no room
  /// @param check sees each piece before it is written and must not move its position
  /// @param finish runs at the end, before the blob becomes visible
  public Mono<Void> store(
      BlobName name,
      long expectedSize,
      Flux<DataBuffer> body,
      Consumer<ByteBuffer> check,
      Runnable finish) {
    return Mono.usingWhen(
        Mono.fromCallable(() -> store.begin(name, expectedSize)).subscribeOn(blocking),
        draft -> write(new Intake(draft, check), body, finish),
        this::close,
        (draft, _) -> close(draft),
        this::close);
  }

  private Mono<Void> write(Intake intake, Flux<DataBuffer> body, Runnable finish) {
    return body.publishOn(blocking, BUFFERS_IN_FLIGHT)
        // Emits nothing: an element that then() ignores would be discarded, and so released again.
        .<Void>handle(intake::take)
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
        .then(Mono.fromRunnable(() -> intake.finish(finish)));
  }

  private Mono<Void> close(BlobDraft draft) {
    return Mono.<Void>fromRunnable(draft::close).subscribeOn(blocking);
  }

  /// One upload. Its first failure is kept and nothing is written after it.
  private static final class Intake {
    private final BlobDraft draft;
    private final Consumer<ByteBuffer> check;
    private final Leniency leniency = new Leniency();
    private @Nullable RuntimeException failure;

    Intake(BlobDraft draft, Consumer<ByteBuffer> check) {
      this.draft = draft;
      this.check = check;
    }

    void take(DataBuffer buffer, SynchronousSink<Void> out) {
      int size = buffer.readableByteCount();
      try {
        if (failure == null) {
          write(buffer);
        }
      } catch (RuntimeException e) {
        failure = e;
      } finally {
        DataBufferUtils.release(buffer);
      }
      if (failure != null && !leniency.allows(size)) {
        out.error(failure);
      }
    }

    private void write(DataBuffer buffer) {
      try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
        while (pieces.hasNext()) {
          ByteBuffer piece = pieces.next();
          check.accept(piece.asReadOnlyBuffer());
          draft.write(piece);
        }
      }
    }

    void finish(Runnable last) {
      if (failure != null) {
        throw failure;
      }
      last.run();
      draft.commit();
    }
  }
}
