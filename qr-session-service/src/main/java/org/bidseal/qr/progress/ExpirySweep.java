package org.bidseal.qr.progress;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.bidseal.database.Transactions;
import org.bidseal.problem.ProblemException;
import org.bidseal.qr.session.SessionEvent;
import org.bidseal.qr.session.Sessions;
import org.bidseal.servicedefaults.sweep.Sweep;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends sessions whose time is over. They take no more events from that time on by themselves; the
/// sweep tells those who watch. Replicas may sweep at once: the second finds the session ended.
@Component
class ExpirySweep implements Sweep {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int BATCH = 200;

  private final Sessions sessions;
  private final Transactions transactions;
  private final Clock clock;

  ExpirySweep(Sessions sessions, Transactions transactions, Clock clock) {
    this.sessions = sessions;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "overdue-sessions";
  }

  @Override
  public Duration interval() {
    return INTERVAL;
  }

  /// Ends what is overdue now, and says how many.
  @Override
  public Mono<Long> sweep() {
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
}
