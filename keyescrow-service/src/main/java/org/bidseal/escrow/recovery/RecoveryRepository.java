package org.bidseal.escrow.recovery;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;
import org.bidseal.smcrypto.PointGate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of recoveries. A person reaches those of his keys and of backups that he holds, and no
/// others.
@Repository
class RecoveryRepository {
  private static final String INSERT =
      """
      insert into recovery (recovery_id, backup_id, key_id, generation, owner_person_id,
        holder_person_id, holder_device_id, new_device_id, transport_key, state, requested_at,
        expires_at)
      values (:id, :backup, :key, :generation, :owner, :holder, :holderDevice, :newDevice,
        :transportKey, 'PENDING', :requestedAt, :expiresAt)
      on conflict (backup_id, new_device_id) where state in ('PENDING', 'CONFIRMED') do nothing
      """;

  private static final String CONFIRM =
      """
      update recovery set state = 'CONFIRMED', comparison = :comparison, confirmed_at = :at,
        ciphertext = :box, expires_at = :expiresAt, importable_at = :importableAt
      where recovery_id = :id
      """;

  private static final String IMPORT =
      "update recovery set state = 'IMPORTED', expires_at = null where recovery_id = :id";

  private static final String RECOVER =
      """
      update recovery set state = 'RECOVERED', new_generation = :generation, ciphertext = null
      where recovery_id = :id
      """;

  private static final String REJECT =
      """
      update recovery set state = 'REJECTED', rejected_by = :by, rejection_reason = :reason,
        ciphertext = null, expires_at = null
      where recovery_id = :id
      """;

  private static final String EXPIRE =
      """
      update recovery set state = 'EXPIRED', ciphertext = null, expires_at = null
      where recovery_id = :id
      """;

  private static final String FIND =
      """
      select * from recovery
      where recovery_id = :id and :person in (owner_person_id, holder_person_id)
      """;

  private final DatabaseClient database;

  RecoveryRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Whether no other one is open of this backup for this device; else nothing is stored.
  Mono<Boolean> insert(Recovery.Pending recovery) {
    RecoveryCard card = recovery.card();
    return database
        .sql(INSERT)
        .bind("id", card.recoveryId())
        .bind("backup", card.backupId())
        .bind("key", card.keyId())
        .bind("generation", card.generation())
        .bind("owner", card.ownerPersonId())
        .bind("holder", card.holderPersonId())
        .bind("holderDevice", card.holderDeviceId())
        .bind("newDevice", card.newDeviceId())
        .bind("transportKey", card.transportKey().hex())
        .bind("requestedAt", card.requestedAt())
        .bind("expiresAt", recovery.expiresAt())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  Mono<Void> update(Recovery recovery) {
    var sql =
        switch (recovery) {
          case Recovery.Pending _ -> throw new IllegalArgumentException("nothing becomes PENDING");
          case Recovery.Confirmed confirmed ->
              database
                  .sql(CONFIRM)
                  .bind("comparison", confirmed.confirmation().comparison().name())
                  .bind("at", confirmed.confirmation().at())
                  .bind("box", confirmed.box().der())
                  .bind("importableAt", confirmed.importableAt())
                  .bind("expiresAt", confirmed.expiresAt());
          case Recovery.Imported _ -> database.sql(IMPORT);
          case Recovery.Recovered recovered ->
              database.sql(RECOVER).bind("generation", recovered.newGeneration());
          case Recovery.Rejected rejected ->
              database.sql(REJECT).bind("by", rejected.by()).bind("reason", rejected.reason());
          case Recovery.Expired _ -> database.sql(EXPIRE);
        };
    return sql.bind("id", recovery.card().recoveryId()).then();
  }

  Mono<Recovery> find(UUID recoveryId, UUID personId) {
    return one(FIND, recoveryId, personId);
  }

  /// The recovery, whoever's it is, held as by [#findForUpdate(UUID, UUID)].
  Mono<Recovery> findForUpdate(UUID recoveryId) {
    return database
        .sql("select * from recovery where recovery_id = :id for update")
        .bind("id", recoveryId)
        .map(RecoveryRepository::recovery)
        .one();
  }

  /// Holds the row until the transaction ends, so that changes come one after the other.
  Mono<Recovery> findForUpdate(UUID recoveryId, UUID personId) {
    return one(FIND + " for update", recoveryId, personId);
  }

  private Mono<Recovery> one(String sql, UUID recoveryId, UUID personId) {
    return database
        .sql(sql)
        .bind("id", recoveryId)
        .bind("person", personId)
        .map(RecoveryRepository::recovery)
        .one();
  }

  /// Those of the key that have not ended, held as by [#findForUpdate].
  Flux<Recovery> findRunningForUpdate(UUID keyId) {
    return database
        .sql(
            """
            select * from recovery
            where key_id = :key and state in ('PENDING', 'CONFIRMED', 'IMPORTED')
            order by recovery_id for update
            """)
        .bind("key", keyId)
        .map(RecoveryRepository::recovery)
        .all();
  }

  /// Some whose time is over, held as by [#findForUpdate]; those that others hold are left to them.
  Flux<Recovery> findDueForUpdate(int limit) {
    return database
        .sql(
            """
            select * from recovery
            where state in ('PENDING', 'CONFIRMED') and expires_at < clock_timestamp()
            order by expires_at limit :limit for update skip locked
            """)
        .bind("limit", limit)
        .map(RecoveryRepository::recovery)
        .all();
  }

  /// Whether the device is known as another person's.
  Mono<Boolean> isForeignDevice(UUID deviceId, UUID personId) {
    return database
        .sql("select 1 from person_device where device_id = :device and person_id <> :person")
        .bind("device", deviceId)
        .bind("person", personId)
        .fetch()
        .first()
        .hasElement();
  }

  private static Recovery recovery(Readable row) {
    RecoveryCard card = card(row);
    return switch (Recovery.State.valueOf(text(row, "state"))) {
      case PENDING -> new Recovery.Pending(card, instant(row, "expires_at"));
      case CONFIRMED ->
          new Recovery.Confirmed(card, confirmation(row), box(row), instant(row, "expires_at"));
      case IMPORTED -> new Recovery.Imported(card, confirmation(row), box(row));
      case RECOVERED ->
          new Recovery.Recovered(card, confirmation(row), number(row, "new_generation"));
      case REJECTED ->
          new Recovery.Rejected(card, uuid(row, "rejected_by"), text(row, "rejection_reason"));
      case EXPIRED -> new Recovery.Expired(card);
    };
  }

  private static RecoveryCard card(Readable row) {
    return new RecoveryCard(
        uuid(row, "recovery_id"),
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        number(row, "generation"),
        uuid(row, "owner_person_id"),
        uuid(row, "holder_person_id"),
        uuid(row, "holder_device_id"),
        uuid(row, "new_device_id"),
        PointGate.decodeHex(text(row, "transport_key")),
        instant(row, "requested_at"));
  }

  /// Those confirmed before there was a waiting time have none.
  private static Recovery.Confirmation confirmation(Readable row) {
    Instant importableAt = row.get("importable_at", Instant.class);
    Instant at = instant(row, "confirmed_at");
    return new Recovery.Confirmation(
        Comparison.valueOf(text(row, "comparison")), at, importableAt == null ? at : importableAt);
  }

  private static ShareCiphertext box(Readable row) {
    return ShareCiphertext.ofDer(required(row, "ciphertext", byte[].class));
  }
}
