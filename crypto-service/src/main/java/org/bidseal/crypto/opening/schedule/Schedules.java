package org.bidseal.crypto.opening.schedule;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of openings' times and of their changes.
@Component
class Schedules {
  private static final String LOCK =
      "select opening_id from opening where opening_id = :opening for update";

  private static final String SEALED =
      """
      select exists (select 1 from envelope
                      where opening_id = :opening
                        and state not in ('DRAFT', 'ADDRESSED', 'DESCRIBED')) as sealed
      """;

  private static final String CHANGE =
      """
      with previous as (
        insert into opening_rescheduling (opening_id, previous_deadline, previous_opens_at,
                                          deadline, opens_at, reason)
        select opening_id, deadline, opens_at, :deadline, :opens, :reason
          from opening where opening_id = :opening)
      update opening set deadline = :deadline, opens_at = :opens where opening_id = :opening
      """;

  private final DatabaseClient database;

  Schedules(DatabaseClient database) {
    this.database = database;
  }

  /// Keeps the times as they are until the transaction ends: neither another change nor a seal
  /// comes in between.
  Mono<Void> lock(UUID openingId) {
    return database.sql(LOCK).bind("opening", openingId).mapValue(UUID.class).one().then();
  }

  /// Whether a bid was sealed for it.
  Mono<Boolean> hasSealedBid(UUID openingId) {
    return database.sql(SEALED).bind("opening", openingId).map(row -> flag(row, "sealed")).one();
  }

  /// Writes the new times, and the old ones with the reason.
  Mono<Void> change(UUID openingId, ScheduleChange change, String reason) {
    return database
        .sql(CHANGE)
        .bind("opening", openingId)
        .bind("deadline", change.deadline())
        .bind("opens", change.opensAt())
        .bind("reason", reason)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /// All changes, the first one first.
  Flux<Rescheduling> history(UUID openingId) {
    return database
        .sql(
            "select * from opening_rescheduling where opening_id = :opening order by rescheduled_at")
        .bind("opening", openingId)
        .map(row ->
            new Rescheduling(
                instant(row, "rescheduled_at"),
                instant(row, "previous_deadline"),
                instant(row, "previous_opens_at"),
                instant(row, "deadline"),
                instant(row, "opens_at"),
                text(row, "reason")))
        .all();
  }

  /// The enterprises that have announced a bid, members of consortiums too, each once.
  Flux<UUID> bidders(UUID openingId) {
    return database
        .sql(
            "select distinct b.enterprise_id from envelope e join bidder b using (bid_id)"
                + " where e.opening_id = :opening order by 1")
        .bind("opening", openingId)
        .mapValue(UUID.class)
        .all();
  }
}
