package org.bidseal.outbox;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Says within this process that events were committed. A hint: signals that come faster than they
/// are taken merge into one, and the relay also looks by itself.
public final class CommitSignal {
  /// The one value: something was committed.
  public enum Hint {
    COMMITTED
  }

  private final Set<FluxSink<Hint>> listeners = new CopyOnWriteArraySet<>();

  void fire() {
    listeners.forEach(listener -> listener.next(Hint.COMMITTED));
  }

  /// The signals from now on; at most one waits for a slow subscriber.
  public Flux<Hint> signals() {
    return Flux.create(
        sink -> {
          listeners.add(sink);
          sink.onDispose(() -> listeners.remove(sink));
        },
        FluxSink.OverflowStrategy.LATEST);
  }
}
