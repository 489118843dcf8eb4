package org.bidseal.crypto.hall;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bidseal.crypto.queue.QueuePositions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks at each opening that somebody watches once a second, however many watch: thousands of
/// pages wait for one statement.
@Component
class HallBoard {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final HallRows rows;
  private final QueuePositions positions;
  private final Map<UUID, Flux<HallSnapshot>> watched = new ConcurrentHashMap<>();

  HallBoard(HallRows rows, QueuePositions positions) {
    this.rows = rows;
    this.positions = positions;
  }

  /// A fresh look.
  Mono<HallSnapshot> look(UUID openingId) {
    return rows.look(openingId)
        .zipWith(positions.ofOpening(openingId))
        .map(both -> both.getT1().with(both.getT2()));
  }

  /// Looks, about one a second, the latest at once; errs if the database cannot be read.
  Flux<HallSnapshot> follow(UUID openingId) {
    return Flux.defer(() -> watched.computeIfAbsent(openingId, this::watch));
  }

  private Flux<HallSnapshot> watch(UUID openingId) {
    return Flux.defer(() -> look(openingId))
        .repeatWhen(done -> done.delayElements(PERIOD))
        .doFinally(_ -> watched.remove(openingId))
        .replay(1)
        .refCount(1, GRACE);
  }
}
