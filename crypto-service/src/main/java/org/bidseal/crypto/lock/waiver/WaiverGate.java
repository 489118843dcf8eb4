package org.bidseal.crypto.lock.waiver;

import static org.bidseal.database.Columns.flag;

import java.util.UUID;
import org.bidseal.crypto.problem.LockProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whether a bid may be opened by its bidder's own file. Under a lock it may not before the lock is
/// released, or nobody would need to wait for the committee; nor without his word after a waiver.
@Component
public class WaiverGate {
  private static final String FIND =
      """
      select not o.event_lock or coalesce(l.state in ('RELEASED', 'WAIVED'), false) as free,
             coalesce(l.state = 'WAIVED' and not exists (
               select 1 from event_lock_statement s
                where s.lock_id = l.lock_id and s.kind = 'BID_WAIVER'
                  and s.envelope_id = :envelope and s.signed_at is not null), false) as unsigned
        from opening o
        left join event_lock l on l.opening_id = o.opening_id and l.purpose = 'EVENT'
                              and l.state in ('FORMING', 'READY', 'RELEASED', 'WAIVED')
       where o.opening_id = :opening
      """;

  private final DatabaseClient database;

  WaiverGate(DatabaseClient database) {
    this.database = database;
  }

  private record Found(boolean free, boolean unsigned) {}

  /// Completes if it may.
  ///
  /// @throws ProblemException (as the Mono's error) [LockProblem#LOCK_NOT_RELEASED] or [LockProblem
  ///   #WAIVER_NOT_SIGNED]
  public Mono<Void> require(UUID openingId, UUID envelopeId) {
    return database
        .sql(FIND)
        .bind("envelope", envelopeId)
        .bind("opening", openingId)
        .map(row -> new Found(flag(row, "free"), flag(row, "unsigned")))
        .one()
        .doOnNext(WaiverGate::check)
        .then();
  }

  private static void check(Found found) {
    if (!found.free()) {
      throw new ProblemException(
          LockProblem.LOCK_NOT_RELEASED, "The committee has not released the opening's lock.");
    }
    if (found.unsigned()) {
      throw new ProblemException(
          LockProblem.WAIVER_NOT_SIGNED, "The bid's bidder has not signed the lock's waiver.");
    }
  }
}
