package org.bidseal.crypto.blob;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Streams blobs into responses, as fast as they are taken.
@Component
public class BlobDownloads {
  private static final int PIECE = 128 * 1024;

  private final BlobStore store;
  private final Scheduler blocking = Schedulers.boundedElastic();

  BlobDownloads(BlobStore store) {
    this.store = store;
  }

  /// The whole blob; opened when subscribed to, closed when done, failed or cancelled.
  public Flux<DataBuffer> read(BlobName name) {
    return Flux.usingWhen(
        Mono.fromCallable(() -> store.open(name)).subscribeOn(blocking),
        reader -> pieces(reader).subscribeOn(blocking),
        reader -> Mono.<Void>fromRunnable(reader::close).subscribeOn(blocking));
  }

  private static Flux<DataBuffer> pieces(BlobReader reader) {
    return Flux.generate(
        AtomicLong::new,
        (AtomicLong position, SynchronousSink<DataBuffer> sink) -> {
          ByteBuffer piece = ByteBuffer.allocate(PIECE);
          int read = reader.read(position.get(), piece);
          if (read == 0) {
            sink.complete();
          } else {
            position.addAndGet(read);
            sink.next(DefaultDataBufferFactory.sharedInstance.wrap(piece.flip()));
          }
          return position;
        });
  }
}
