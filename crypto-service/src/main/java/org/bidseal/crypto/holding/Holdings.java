package org.bidseal.crypto.holding;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.holding.HoldingState.Active;
import org.bidseal.crypto.holding.HoldingState.Locked;
import org.bidseal.crypto.holding.HoldingState.Quarantined;
import org.bidseal.crypto.holding.HoldingState.RefreshOnly;
import org.bidseal.crypto.holding.HoldingState.Stale;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.smcrypto.proof.Token;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Where holdings are kept. Each method joins its caller's transaction. What a request does to a
/// holding is the guard's business.
@Component
public class Holdings {
  /// The columns that [#read] needs, of a `holding h`.
  public static final String COLUMNS =
      """
      h.key_id as h_key_id, h.device_id as h_device_id, h.person_id as h_person_id,
      h.generation as h_generation, h.state as h_state, h.attempts_left as h_attempts_left,
      h.blocked_since as h_blocked_since, h.block_reported as h_block_reported,
      h.token as h_token, h.backup_id as h_backup_id, h.last_request_id as h_last_request_id,
      h.last_content as h_last_content, h.last_answer as h_last_answer
      """;

  private static final String PUT_ACTIVE =
      """
      insert into holding as h (key_id, device_id, person_id, generation, state, attempts_left,
                                token, backup_id)
      values (:key, :device, :person, :generation, 'ACTIVE', 5, :token, :backup)
      on conflict (key_id, device_id) do update
         set generation = excluded.generation, state = 'ACTIVE', attempts_left = 5,
             blocked_since = null, block_reported = false, token = excluded.token,
             backup_id = excluded.backup_id, last_request_id = null, last_content = null,
             last_answer = null
       where h.person_id = excluded.person_id
      """;

  private static final String OUTDATE =
      """
      update holding
         set state = 'STALE', attempts_left = 5, block_reported = false, last_request_id = null,
             last_content = null, last_answer = null
       where key_id = :key and device_id <> :except and state <> 'STALE'
      """;

  private static final String QUARANTINE_OWN =
      """
      with quarantined as (
        update holding h
           set state = 'QUARANTINED', blocked_since = clock_timestamp(), block_reported = true,
               last_request_id = null, last_content = null, last_answer = null
         where h.key_id = :key and h.person_id = :person
           and h.state not in ('STALE', 'QUARANTINED')
        returning h.*)
      select
      """
          + COLUMNS
          + " from quarantined h";

  private static final String RELEASE =
      """
      update holding
         set state = case when state = 'LOCKED' then 'ACTIVE' else 'REFRESH_ONLY' end,
             blocked_since = case when state = 'LOCKED' then null else blocked_since end,
             attempts_left = 5, block_reported = false, token = :token, last_request_id = null,
             last_content = null, last_answer = null
       where key_id = :key and device_id = :device
         and state in ('LOCKED', 'QUARANTINED', 'REFRESH_ONLY')
      """;

  private static final String END =
      """
      update holding
         set state = 'STALE', attempts_left = 5, block_reported = false, last_request_id = null,
             last_content = null, last_answer = null
       where key_id = :key and device_id = :device and state <> 'STALE'
      """;

  private static final String BLOCK =
      """
      update holding
         set state = 'QUARANTINED', attempts_left = 0, block_reported = true,
             blocked_since = clock_timestamp(), last_request_id = null, last_content = null,
             last_answer = null
       where key_id = :key and device_id = :device and state <> 'STALE'
      """;

  private final DatabaseClient database;

  Holdings(DatabaseClient database) {
    this.database = database;
  }

  /// The holding, or empty.
  public Mono<Holding> find(UUID keyId, UUID deviceId) {
    return select("where h.key_id = :key and h.device_id = :device", keyId, deviceId);
  }

  /// The holding, its row locked until the transaction ends; empty if there is none.
  public Mono<Holding> findLocked(UUID keyId, UUID deviceId) {
    return select("where h.key_id = :key and h.device_id = :device for update", keyId, deviceId);
  }

  /// All holdings of a key, oldest first.
  public Flux<Holding> ofKey(UUID keyId) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from holding h where h.key_id = :key order by h.created_at, h.device_id")
        .bind("key", keyId)
        .map(Holdings::read)
        .all();
  }

  /// Makes the device's holding ACTIVE with a full counter, whether it is new or was there before.
  ///
  /// @param holding its state and last answer do not matter
  /// @return false if the device's holding is another person's
  public Mono<Boolean> putActive(Holding holding) {
    var statement =
        database
            .sql(PUT_ACTIVE)
            .bind("key", holding.keyId())
            .bind("device", holding.deviceId())
            .bind("person", holding.personId())
            .bind("generation", holding.generation())
            .bind("token", holding.token().hex());
    UUID backup = holding.backupId();
    var bound =
        backup == null
            ? statement.bindNull("backup", UUID.class)
            : statement.bind("backup", backup);
    return bound.fetch().rowsUpdated().map(rows -> rows == 1);
  }

  /// Makes every other holding of the key STALE, in whatever state it is.
  public Mono<Void> outdateOthers(UUID keyId, UUID deviceId) {
    return database.sql(OUTDATE).bind("key", keyId).bind("except", deviceId).then();
  }

  /// Quarantines every phone of the person that holds the key, and forgets the last answers.
  ///
  /// @return those that were not quarantined before
  public Flux<Holding> quarantineOwn(UUID keyId, UUID personId) {
    return database
        .sql(QUARANTINE_OWN)
        .bind("key", keyId)
        .bind("person", personId)
        .map(Holdings::read)
        .all();
  }

  /// Lets a blocked holding go, LOCKED to ACTIVE and QUARANTINED to REFRESH_ONLY, and forgets its
  /// failed attempts.
  public Mono<Void> release(UUID keyId, UUID deviceId, Token token) {
    return database
        .sql(RELEASE)
        .bind("token", token.hex())
        .bind("key", keyId)
        .bind("device", deviceId)
        .then()
        .then(
            database
                .sql("delete from attempt where key_id = :key and device_id = :device")
                .bind("key", keyId)
                .bind("device", deviceId)
                .then());
  }

  /// The keys that the device holds in any state but STALE, in one order for everybody.
  public Flux<UUID> keysOn(UUID deviceId) {
    return database
        .sql(
            "select key_id from holding where device_id = :device and state <> 'STALE'"
                + " order by key_id")
        .bind("device", deviceId)
        .map(row -> required(row, "key_id", UUID.class))
        .all();
  }

  /// Ends a device's holding, in whatever state it is; what it has is worth no more than a STALE
  /// share. The key's row is locked first.
  ///
  /// @return false if there was none, or it had ended before
  public Mono<Boolean> end(UUID keyId, UUID deviceId) {
    return change(END, keyId, deviceId);
  }

  /// Quarantines a device's holding, in whatever state it is but STALE. The key's row is locked
  /// first.
  ///
  /// @return false if there was none
  public Mono<Boolean> quarantine(UUID keyId, UUID deviceId) {
    return change(BLOCK, keyId, deviceId);
  }

  private Mono<Boolean> change(String sql, UUID keyId, UUID deviceId) {
    return database
        .sql(sql)
        .bind("key", keyId)
        .bind("device", deviceId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private Mono<Holding> select(String where, UUID keyId, UUID deviceId) {
    return database
        .sql("select " + COLUMNS + " from holding h " + where)
        .bind("key", keyId)
        .bind("device", deviceId)
        .map(Holdings::read)
        .one();
  }

  /// Reads a row that has [#COLUMNS].
  public static Holding read(Readable row) {
    return new Holding(
        required(row, "h_key_id", UUID.class),
        required(row, "h_device_id", UUID.class),
        required(row, "h_person_id", UUID.class),
        required(row, "h_generation", Integer.class),
        state(row),
        Token.ofHex(required(row, "h_token", String.class)),
        row.get("h_backup_id", UUID.class),
        last(row));
  }

  private static HoldingState state(Readable row) {
    int left = required(row, "h_attempts_left", Integer.class);
    boolean reported = required(row, "h_block_reported", Boolean.class);
    String state = required(row, "h_state", String.class);
    return switch (state) {
      case "ACTIVE" -> new Active(left);
      case "LOCKED" -> new Locked(required(row, "h_blocked_since", Instant.class), reported);
      case "QUARANTINED" ->
          new Quarantined(required(row, "h_blocked_since", Instant.class), reported);
      case "REFRESH_ONLY" -> new RefreshOnly(required(row, "h_blocked_since", Instant.class), left);
      case "STALE" -> new Stale();
      default -> throw new IllegalStateException("unknown state of a holding: " + state);
    };
  }

  private static @Nullable LastAnswer last(Readable row) {
    UUID requestId = row.get("h_last_request_id", UUID.class);
    return requestId == null
        ? null
        : new LastAnswer(
            requestId,
            Sm3Hash.ofHex(required(row, "h_last_content", String.class)),
            WrappedSecret.decode(required(row, "h_last_answer", byte[].class)));
  }
}
