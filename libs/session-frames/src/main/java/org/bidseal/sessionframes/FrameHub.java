package org.bidseal.sessionframes;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Brings hints to all followers of this process over one connection. It stops before the web
/// server: open sockets then end, instead of holding the server's graceful shutdown up.
final class FrameHub implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(FrameHub.class);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(100);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

  /// The one hint: read again.
  enum Hint {
    READ
  }

  /// Someone who follows.
  ///
  /// @param last version read
  private record Follower(FluxSink<Hint> sink, AtomicLong last) {
    void wake() {
      sink.next(Hint.READ);
    }
  }

  private final ConnectionFactory connections;
  private final Duration catchUpInterval;
  private final Map<UUID, Set<Follower>> followers = new ConcurrentHashMap<>();
  private final Set<UUID> toTell = ConcurrentHashMap.newKeySet();
  private final Set<FluxSink<Hint>> tellers = new CopyOnWriteArraySet<>();
  private @Nullable Disposable running;

  FrameHub(ConnectionFactory connections, Duration catchUpInterval) {
    this.connections = connections;
    this.catchUpInterval = catchUpInterval;
  }

  /// A hint at once, then one whenever there may be something to read; hints that come faster than
  /// they are taken merge into one.
  Flux<Hint> hints(UUID sessionId, AtomicLong last) {
    return Flux.create(
        sink -> {
          var follower = new Follower(sink, last);
          add(sessionId, follower);
          sink.onDispose(() -> remove(sessionId, follower));
          // After registration, so that nothing committed from here on goes unnoticed.
          follower.wake();
        },
        FluxSink.OverflowStrategy.LATEST);
  }

  /// Frames were committed by this process.
  void committed(UUID sessionId) {
    wake(sessionId);
    toTell.add(sessionId);
    tellers.forEach(teller -> teller.next(Hint.READ));
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.usingWhen(HubConnection.open(connections), this::serve, HubConnection::close)
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, MIN_BACKOFF)
                      .maxBackoff(MAX_BACKOFF)
                      .transientErrors(true)
                      .doBeforeRetry(lost ->
                          log.warn("Session frames lost their notifications", lost.failure())))
              .subscribe();
    }
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
      all().forEach(follower -> follower.sink().complete());
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }

  private Flux<Object> serve(HubConnection connection) {
    // Whatever was told while nobody listened.
    Mono<Hint> first = Mono.fromRunnable(() -> all().forEach(Follower::wake)).thenReturn(Hint.READ);
    Flux<UUID> heard = connection.notifications().doOnNext(this::wake);
    Flux<Void> told = tellSignals().concatMap(_ -> tell(connection), 0);
    Flux<Long> caughtUp =
        Flux.interval(catchUpInterval)
            .onBackpressureDrop()
            .concatMap(tick -> catchUp(connection).thenReturn(tick));
    return first
        .concatWith(Mono.never())
        .cast(Object.class)
        .mergeWith(heard)
        .mergeWith(told)
        .mergeWith(caughtUp);
  }

  private Flux<Hint> tellSignals() {
    return Flux.create(
        sink -> {
          tellers.add(sink);
          sink.onDispose(() -> tellers.remove(sink));
          sink.next(Hint.READ);
        },
        FluxSink.OverflowStrategy.LATEST);
  }

  private Mono<Void> tell(HubConnection connection) {
    List<UUID> sessions = new ArrayList<>();
    toTell.removeIf(sessions::add);
    return sessions.isEmpty() ? Mono.empty() : connection.tell(sessions);
  }

  private Mono<Void> catchUp(HubConnection connection) {
    return connection.heads(List.copyOf(followers.keySet())).doOnNext(this::wakeBehind).then();
  }

  private void wakeBehind(HubConnection.Head head) {
    for (Follower follower : followers.getOrDefault(head.sessionId(), Set.of())) {
      if (follower.last().get() < head.version()) {
        follower.wake();
      }
    }
  }

  private void wake(UUID sessionId) {
    followers.getOrDefault(sessionId, Set.of()).forEach(Follower::wake);
  }

  private List<Follower> all() {
    return followers.values().stream().flatMap(Set::stream).toList();
  }

  private void add(UUID sessionId, Follower follower) {
    followers.compute(
        sessionId,
        (_, present) -> {
          Set<Follower> set = present == null ? ConcurrentHashMap.newKeySet() : present;
          set.add(follower);
          return set;
        });
  }

  private void remove(UUID sessionId, Follower follower) {
    followers.computeIfPresent(
        sessionId,
        (_, present) -> {
          present.remove(follower);
          return present.isEmpty() ? null : present;
        });
  }
}
