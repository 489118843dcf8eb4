package org.bidseal.crypto.queue;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.queue.Queue.Entry;
import org.bidseal.crypto.queue.Queue.Force;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads the queue, and who works on it.
@Component
class QueueTable {
  /// A worker that was not seen for so long does not count.
  static final Duration ALIVE = Duration.ofSeconds(20);

  private static final String ENTRIES =
      """
      select j.envelope_id, e.opening_id, e.file_size, j.done,
             j.state = 'RUNNING' as running
        from decryption_job j join envelope e using (envelope_id)
       where j.state in ('REQUESTED', 'READY', 'RUNNING')
       order by j.state = 'RUNNING' desc, j.state = 'REQUESTED', j.turn nulls first, j.requested_at
      """;

  private static final String FORCE =
      """
      select clock_timestamp() as now, coalesce(sum(slots), 0)::bigint as slots,
             coalesce(sum(bytes_per_second), 0)::bigint as speed
        from decryption_worker
       where seen_at > clock_timestamp() - :alive * interval '1 second'
      """;

  private static final String ANNOUNCE =
      """
      insert into decryption_worker (worker_id, slots, bytes_per_second)
      values (:worker, :slots, :speed)
      on conflict (worker_id) do update
         set slots = excluded.slots, bytes_per_second = excluded.bytes_per_second,
             seen_at = clock_timestamp()
      """;

  private static final String TELL =
      """
      update decryption_job set told_position = :position
       where envelope_id = :envelope and state in ('REQUESTED', 'READY')
         and (told_position is null or told_position > :position)
      """;

  private static final String WAITING =
      """
      select j.envelope_id, e.job_session_id, j.told_position
        from decryption_job j join envelope e using (envelope_id)
       where j.state in ('REQUESTED', 'READY') and e.job_session_id is not null
       order by j.turn nulls last, j.requested_at
      """;

  private static final String FORGET_DEAD =
      "delete from decryption_worker where seen_at < clock_timestamp() - interval '1 hour'";

  private final DatabaseClient database;

  QueueTable(DatabaseClient database) {
    this.database = database;
  }

  private record Now(Instant now, Force force) {}

  Mono<Queue> read() {
    return database
        .sql(FORCE)
        .bind("alive", ALIVE.toSeconds())
        .map((Readable row) ->
            new Now(instant(row, "now"), new Force((int) count(row, "slots"), count(row, "speed"))))
        .one()
        .flatMap(
            now -> entries().collectList().map(list -> Queue.of(now.now(), list, now.force())));
  }

  Flux<Entry> entries() {
    return database
        .sql(ENTRIES)
        .map((Readable row) ->
            new Entry(
                uuid(row, "envelope_id"),
                uuid(row, "opening_id"),
                flag(row, "running"),
                count(row, "done"),
                count(row, "file_size")))
        .all();
  }

  Mono<Void> announce(UUID workerId, int slots, long bytesPerSecond) {
    return database
        .sql(ANNOUNCE)
        .bind("worker", workerId)
        .bind("slots", slots)
        .bind("speed", bytesPerSecond)
        .then()
        .then(database.sql(FORGET_DEAD).then());
  }

  Mono<Void> leave(UUID workerId) {
    return database
        .sql("delete from decryption_worker where worker_id = :worker")
        .bind("worker", workerId)
        .then();
  }

  /// A bid that waits, and which position it was told last.
  record Untold(UUID envelopeId, UUID sessionId, @Nullable Integer told) {
    /// Whether it should hear of this one.
    boolean wants(int position) {
      return told == null || position <= told / 2;
    }
  }

  Flux<Untold> untold() {
    return database
        .sql(WAITING)
        .map((Readable row) ->
            new Untold(
                uuid(row, "envelope_id"),
                uuid(row, "job_session_id"),
                row.get("told_position", Integer.class)))
        .all();
  }

  /// Notes that the session of a waiting bid is told this position; false if it was told before, or
  /// waits no more.
  Mono<Boolean> tell(UUID envelopeId, int position) {
    return database
        .sql(TELL)
        .bind("position", position)
        .bind("envelope", envelopeId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }
}
