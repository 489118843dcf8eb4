package org.bidseal.signing.seal;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of duties.
@Component
final class SealDutyRepository {
  private static final String SELECT =
      """
      select d.request_id, d.action, d.attempts, r.person_id, r.seal_id, r.task_id, r.session_id,
        r.use_id
      from seal_duty d join signing_request r using (request_id)
      """;

  private final DatabaseClient database;

  SealDutyRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Owes; due at once. A second duty for the same request changes nothing.
  Mono<Void> add(UUID requestId, SealDuty.Action action) {
    return database
        .sql(
            """
            insert into seal_duty (request_id, action, next_at)
            values (:request, :action, clock_timestamp())
            on conflict do nothing
            """)
        .bind("request", requestId)
        .bind("action", action.name())
        .then();
  }

  Mono<SealDuty> find(UUID requestId) {
    return database
        .sql(SELECT + " where d.request_id = :request")
        .bind("request", requestId)
        .map(SealDutyRepository::duty)
        .one();
  }

  Flux<SealDuty> due(Instant now, int limit) {
    return database
        .sql(SELECT + " where d.next_at <= :now order by d.next_at limit :limit")
        .bind("now", now)
        .bind("limit", limit)
        .map(SealDutyRepository::duty)
        .all();
  }

  Mono<Void> done(UUID requestId) {
    return database
        .sql("delete from seal_duty where request_id = :request")
        .bind("request", requestId)
        .then();
  }

  Mono<Void> postpone(UUID requestId, Duration delay) {
    return database
        .sql(
            """
            update seal_duty set attempts = attempts + 1,
              next_at = clock_timestamp() + make_interval(secs => :seconds)
            where request_id = :request
            """)
        .bind("seconds", (double) delay.toSeconds())
        .bind("request", requestId)
        .then();
  }

  private static SealDuty duty(Readable row) {
    return new SealDuty(
        required(row, "request_id", UUID.class),
        SealDuty.Action.valueOf(required(row, "action", String.class)),
        required(row, "person_id", UUID.class),
        required(row, "seal_id", UUID.class),
        required(row, "task_id", UUID.class),
        required(row, "session_id", UUID.class),
        row.get("use_id", UUID.class),
        required(row, "attempts", Integer.class));
  }
}
