package org.bidseal.outbox.inbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Which events have taken effect.
final class InboxTable {
  private static final String CLAIM =
      """
      insert into inbox (event_id, consumer) values (:event, :consumer)
      on conflict (event_id, consumer) do nothing
      """;
  private static final String SWEEP =
      """
      delete from inbox where ctid = any(array(
        select ctid from inbox
        where at < clock_timestamp() - make_interval(secs => :seconds)
        order by at limit :limit
        for update skip locked))
      """;

  private final DatabaseClient database;

  InboxTable(DatabaseClient database) {
    this.database = database;
  }

  /// Whether the event is new to the consumer. Waits for a transaction that is applying it at this
  /// moment.
  Mono<Boolean> claim(UUID eventId, String consumer) {
    return database
        .sql(CLAIM)
        .bind("event", eventId)
        .bind("consumer", consumer)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Deletes the oldest rows, at most `limit`, and says how many.
  Mono<Long> deleteOlderThan(Duration age, int limit) {
    return database
        .sql(SWEEP)
        .bind("seconds", (double) age.toSeconds())
        .bind("limit", limit)
        .fetch()
        .rowsUpdated();
  }
}
