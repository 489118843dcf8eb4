package org.bidseal.crypto.blob.intake;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/// How much of a refused upload is still read. A server that answers and closes while the client is
/// sending resets the connection, and the client never sees why; reading 4 GiB to say no would be
/// worse.
public final class Leniency {
  private static final long MOST = 16L * 1024 * 1024;

  private long seen;

  /// Whether these bytes are still read.
  public boolean allows(int size) {
    seen += size;
    return seen <= MOST;
  }

  /// Uses a body; if that fails before the body was touched, drops it first.
  ///
  /// @param use subscribes to what it is given at most once
  public static <T> Mono<T> towards(
      Flux<DataBuffer> body, Function<Flux<DataBuffer>, Mono<T>> use) {
    return Mono.defer(() -> {
      var touched = new AtomicBoolean();
      return Mono.defer(() -> use.apply(body.doOnSubscribe(_ -> touched.set(true))))
          .onErrorResume(e -> touched.get() ? Mono.error(e) : drop(body).then(Mono.error(e)));
    });
  }

  /// Reads and drops a body that was refused before it was touched.
  public static Mono<Void> drop(Flux<DataBuffer> body) {
    return Mono.defer(() -> {
      var leniency = new Leniency();
      return body.<Void>handle((buffer, out) -> drop(leniency, buffer, out)).then();
    });
  }

  private static void drop(Leniency leniency, DataBuffer buffer, SynchronousSink<Void> out) {
    int size = buffer.readableByteCount();
    DataBufferUtils.release(buffer);
    if (!leniency.allows(size)) {
      out.complete();
    }
  }
}
