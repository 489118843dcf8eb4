package org.bidseal.qr.progress;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.session.SessionEvent;
import org.bidseal.qr.session.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends sessions whose time is over. They take no more events from that time on by themselves; the
/// sweep tells those who watch. Replicas may sweep at once: the second finds the session ended.
@Component
class ExpirySweep implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BATCH = 200;

  private final Sessions sessions;
  private final Transactions transactions;
  private final Clock clock;
  private @Nullable Disposable running;

  ExpirySweep(Sessions sessions, Transactions transactions, Clock clock) {
    this.sessions = sessions;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// Ends what is overdue now, and says how many.
  Mono<Long> sweep() {
    return sessions
        .overdue(clock.instant(), BATCH)
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::expire)
        .count();
  }

  private Mono<UUID> expire(UUID sessionId) {
    return sessions
        .apply(sessionId, new SessionEvent.Expire())
        .as(transactions::inTransaction)
        .map(_ -> sessionId)
        .onErrorResume(ProblemException.class, _ -> Mono.empty());
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Flux.interval(INTERVAL)
              .onBackpressureDrop()
              .concatMap(_ -> sweep().onErrorResume(ExpirySweep::again))
              .subscribe();
    }
  }

  private static Mono<Long> again(Throwable error) {
    log.warn("Overdue sessions were not ended; the next sweep tries again", error);
    return Mono.just(0L);
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
