package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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
  /// a check throws.
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
        draft -> write(draft, body, check, finish),
        this::close,
        (draft, _) -> close(draft),
        this::close);
  }

  private Mono<Void> write(
      BlobDraft draft, Flux<DataBuffer> body, Consumer<ByteBuffer> check, Runnable finish) {
    return body.publishOn(blocking, BUFFERS_IN_FLIGHT)
        .doOnNext(buffer -> write(draft, buffer, check))
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
        .then(
            Mono.fromRunnable(() -> {
              finish.run();
              draft.commit();
            }));
  }

  private static void write(BlobDraft draft, DataBuffer buffer, Consumer<ByteBuffer> check) {
    try (DataBuffer.ByteBufferIterator pieces = buffer.readableByteBuffers()) {
      while (pieces.hasNext()) {
        ByteBuffer piece = pieces.next();
        check.accept(piece.asReadOnlyBuffer());
        draft.write(piece);
      }
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  private Mono<Void> close(BlobDraft draft) {
    return Mono.<Void>fromRunnable(draft::close).subscribeOn(blocking);
  }
}
