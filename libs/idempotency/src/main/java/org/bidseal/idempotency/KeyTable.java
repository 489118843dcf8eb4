package org.bidseal.idempotency;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The table of remembered answers.
final class KeyTable {
  private static final String CLAIM =
      """
      insert into idempotency_key (caller, key, request_hash) values (:caller, :key, :hash)
      on conflict (caller, key) do nothing
      """;
  private static final String COMPLETE =
      """
      update idempotency_key
      set status = :status, content_type = :contentType, body = :body, body_kept = :kept
      where caller = :caller and key = :key
      """;
  private static final String FIND =
      """
      select request_hash, status, body, body_kept from idempotency_key
      where caller = :caller and key = :key
      """;
  private static final String SWEEP =
      """
      delete from idempotency_key where ctid = any(array(
        select ctid from idempotency_key
        where created_at < clock_timestamp() - make_interval(secs => :seconds)
        order by created_at limit :limit
        for update skip locked))
      """;

  private final DatabaseClient database;

  KeyTable(DatabaseClient database) {
    this.database = database;
  }

  /// Whether the caller's transaction is the first with this key. Waits for a transaction that has
  /// claimed it and is still open.
  Mono<Boolean> claim(IdempotencyKey key, String requestHash) {
    return database
        .sql(CLAIM)
        .bind("caller", key.caller())
        .bind("key", key.key())
        .bind("hash", requestHash)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  Mono<Void> complete(IdempotencyKey key, int status, @Nullable String body, boolean kept) {
    return bound(database.sql(COMPLETE).bind("status", status).bind("kept", kept), body)
        .bind("caller", key.caller())
        .bind("key", key.key())
        .then();
  }

  /// Empty if the row was swept in between.
  Mono<StoredAnswer> find(IdempotencyKey key) {
    return database
        .sql(FIND)
        .bind("caller", key.caller())
        .bind("key", key.key())
        .map(KeyTable::answer)
        .one();
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

  private static DatabaseClient.GenericExecuteSpec bound(
      DatabaseClient.GenericExecuteSpec spec, @Nullable String body) {
    return body == null
        ? spec.bindNull("contentType", String.class).bindNull("body", String.class)
        : spec.bind("contentType", MediaType.APPLICATION_JSON_VALUE).bind("body", body);
  }

  private static StoredAnswer answer(Readable row) {
    return new StoredAnswer(
        required(row, "request_hash", String.class),
        required(row, "status", Integer.class),
        row.get("body", String.class),
        required(row, "body_kept", Boolean.class));
  }
}
