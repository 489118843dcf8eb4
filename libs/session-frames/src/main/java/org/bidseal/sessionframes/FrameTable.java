package org.bidseal.sessionframes;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The frames and the head of each session.
final class FrameTable {
  private static final String APPEND =
      """
      with head as (
        insert into session_frame_head as h (session_id, version) values (:session, 1)
        on conflict (session_id) do update set version = h.version + 1, at = clock_timestamp()
        returning version)
      insert into session_frame (session_id, version, type, data)
      select :session, head.version, :type, cast(:data as jsonb) from head
      returning version
      """;
  private static final String READ =
      """
      select version, type, data::text as data from session_frame
      where session_id = :session and version > :since
      order by version limit :limit
      """;
  private static final String SWEEP_FRAMES =
      """
      delete from session_frame where ctid = any(array(
        select f.ctid from session_frame f
        join session_frame_head h using (session_id)
        where f.at < clock_timestamp() - make_interval(secs => :seconds)
          and h.at < clock_timestamp() - make_interval(secs => :seconds)
        limit :limit for update of f skip locked))
      """;
  private static final String SWEEP_HEADS =
      """
      delete from session_frame_head where ctid = any(array(
        select h.ctid from session_frame_head h
        where h.at < clock_timestamp() - make_interval(secs => :seconds)
          and not exists (select from session_frame f where f.session_id = h.session_id)
        limit :limit for update of h skip locked))
      """;

  private final DatabaseClient database;
  private final JsonMapper json;
  private final String channel;

  FrameTable(DatabaseClient database, JsonMapper json, String channel) {
    this.database = database;
    this.json = json;
    this.channel = channel;
  }

  /// Writes a frame and gives its version.
  Mono<Long> append(UUID session, String type, String data) {
    return database
        .sql(APPEND)
        .bind("session", session)
        .bind("type", type)
        .bind("data", data)
        .map(row -> required(row, "version", Long.class))
        .one();
  }

  /// The frames after a version, oldest first, at most `limit`. Read as a whole: a slow follower
  /// holds no connection.
  Mono<List<Frame>> read(UUID session, long since, int limit) {
    return database
        .sql(READ)
        .bind("session", session)
        .bind("since", since)
        .bind("limit", limit)
        .map(this::frame)
        .all()
        .collectList();
  }

  /// Deletes frames of sessions in which nothing happened for so long, at most `limit`, and says
  /// how many.
  Mono<Long> deleteFramesOlderThan(Duration age, int limit) {
    return delete(SWEEP_FRAMES, age, limit);
  }

  /// Deletes heads that have no frames any more, at most `limit`, and says how many.
  Mono<Long> deleteHeadsOlderThan(Duration age, int limit) {
    return delete(SWEEP_HEADS, age, limit);
  }

  private Mono<Long> delete(String sql, Duration age, int limit) {
    return database
        .sql(sql)
        .bind("seconds", (double) age.toSeconds())
        .bind("limit", limit)
        .fetch()
        .rowsUpdated();
  }

  private Frame frame(Readable row) {
    return new Frame(
        channel,
        required(row, "type", String.class),
        required(row, "version", Long.class),
        json.readTree(required(row, "data", String.class)));
  }
}
