package org.bidseal.escrow.backup;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.box.ShareCiphertext;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of backups. A person reaches those that he owns or holds, and no others.
@Repository
class BackupRepository {
  private static final String INSERT =
      """
      insert into backup (backup_id, key_id, generation, owner_person_id, holder_person_id,
        holder_device_id, comparison, state, ciphertext, requested_at)
      values (:id, :key, :generation, :owner, :holder, :device, :comparison, 'REQUESTED', :box,
        :requestedAt)
      on conflict (key_id, holder_device_id, generation) where state in ('REQUESTED', 'VERIFIED')
        do nothing
      """;

  private static final String FIND =
      """
      select * from backup
      where backup_id = :id and :person in (owner_person_id, holder_person_id)
      """;

  private static final String LIVE_ON_DEVICE =
      """
      select * from backup
      where key_id = :key and holder_device_id = :device and generation = :generation
        and state in ('REQUESTED', 'VERIFIED')
      for update
      """;

  private static final String OUTDATED =
      """
      select * from backup
      where key_id = :key and generation < :generation and state in ('REQUESTED', 'VERIFIED')
      order by backup_id
      for update
      """;

  private static final String ON_DEVICE =
      """
      select * from backup
      where holder_device_id = :device and state in ('REQUESTED', 'VERIFIED')
      order by backup_id
      for update
      """;

  private static final String HELD_IN =
      """
      select * from backup b
      where b.holder_person_id = :person and b.owner_person_id <> :person
        and b.state in ('REQUESTED', 'VERIFIED')
        and :enterprise = (
          select c.enterprise_id from certificate c
          where c.key_id = b.key_id and c.state <> 'REVOKED'
          order by c.not_before desc limit 1)
      order by b.backup_id
      for update
      """;

  private static final String WITH_COLLEAGUES =
      """
      select * from backup
      where key_id = :key and holder_person_id <> owner_person_id
        and state in ('REQUESTED', 'VERIFIED')
      order by backup_id
      for update
      """;

  private static final String VERIFY =
      "update backup set state = 'VERIFIED', verified_at = :at where backup_id = :id";

  private static final String END =
      "update backup set state = :state, ciphertext = null, end_reason = :reason"
          + " where backup_id = :id";

  private final DatabaseClient database;

  BackupRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Whether it is the only live one of its key, device and generation; else nothing is stored.
  Mono<Boolean> insert(Backup.Requested backup) {
    BackupCard card = backup.card();
    return database
        .sql(INSERT)
        .bind("id", card.backupId())
        .bind("key", card.keyId())
        .bind("generation", card.generation())
        .bind("owner", card.ownerPersonId())
        .bind("holder", card.holderPersonId())
        .bind("device", card.holderDeviceId())
        .bind("comparison", card.comparison().name())
        .bind("box", backup.box().der())
        .bind("requestedAt", card.requestedAt())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  Mono<Void> update(Backup backup) {
    UUID id = backup.card().backupId();
    return switch (backup) {
      case Backup.Requested _ -> throw new IllegalArgumentException("nothing becomes REQUESTED");
      case Backup.Verified verified ->
          database.sql(VERIFY).bind("id", id).bind("at", verified.verifiedAt()).then();
      case Backup.Stale stale -> end(id, stale.state(), null);
      case Backup.Revoked revoked -> end(id, revoked.state(), revoked.reason().name());
    };
  }

  private Mono<Void> end(UUID id, Backup.State state, @Nullable String reason) {
    var sql = database.sql(END).bind("id", id).bind("state", state.name());
    return nullable(sql, "reason", reason, String.class).then();
  }

  Mono<Backup> find(UUID backupId, UUID personId) {
    return one(FIND, backupId, personId);
  }

  /// Holds the row until the transaction ends, so that changes come one after the other.
  Mono<Backup> findForUpdate(UUID backupId, UUID personId) {
    return one(FIND + " for update", backupId, personId);
  }

  /// Live ones of this share on this device, held as by [#findForUpdate].
  Flux<Backup> findLiveForUpdate(UUID keyId, UUID deviceId, int generation) {
    return database
        .sql(LIVE_ON_DEVICE)
        .bind("key", keyId)
        .bind("device", deviceId)
        .bind("generation", generation)
        .map(BackupRepository::backup)
        .all();
  }

  /// Live ones of older shares, held as by [#findForUpdate].
  Flux<Backup> findOutdatedForUpdate(UUID keyId, int generation) {
    return database
        .sql(OUTDATED)
        .bind("key", keyId)
        .bind("generation", generation)
        .map(BackupRepository::backup)
        .all();
  }

  /// Live ones on this device, held as by [#findForUpdate].
  Flux<Backup> findOnDeviceForUpdate(UUID deviceId) {
    return database.sql(ON_DEVICE).bind("device", deviceId).map(BackupRepository::backup).all();
  }

  /// Live ones that this person holds of colleagues, of keys that are certified for this
  /// enterprise, held as by [#findForUpdate].
  Flux<Backup> findHeldInForUpdate(UUID personId, UUID enterpriseId) {
    return database
        .sql(HELD_IN)
        .bind("person", personId)
        .bind("enterprise", enterpriseId)
        .map(BackupRepository::backup)
        .all();
  }

  /// Live ones of this key that others than its owner hold, held as by [#findForUpdate].
  Flux<Backup> findWithColleaguesForUpdate(UUID keyId) {
    return database.sql(WITH_COLLEAGUES).bind("key", keyId).map(BackupRepository::backup).all();
  }

  private Mono<Backup> one(String sql, UUID backupId, UUID personId) {
    return database
        .sql(sql)
        .bind("id", backupId)
        .bind("person", personId)
        .map(BackupRepository::backup)
        .one();
  }

  private static Backup backup(Readable row) {
    BackupCard card =
        new BackupCard(
            uuid(row, "backup_id"),
            uuid(row, "key_id"),
            number(row, "generation"),
            uuid(row, "owner_person_id"),
            uuid(row, "holder_person_id"),
            uuid(row, "holder_device_id"),
            Comparison.valueOf(text(row, "comparison")),
            instant(row, "requested_at"));
    return switch (Backup.State.valueOf(text(row, "state"))) {
      case REQUESTED -> new Backup.Requested(card, box(row));
      case VERIFIED -> new Backup.Verified(card, box(row), instant(row, "verified_at"));
      case STALE -> new Backup.Stale(card);
      case REVOKED -> new Backup.Revoked(card, reason(row));
    };
  }

  /// Those ended before reasons were noted were taken back by their owners: there was no other way.
  private static Backup.EndReason reason(Readable row) {
    String reason = row.get("end_reason", String.class);
    return reason == null ? Backup.EndReason.OWNER_REVOKED : Backup.EndReason.valueOf(reason);
  }

  private static ShareCiphertext box(Readable row) {
    return ShareCiphertext.ofDer(required(row, "ciphertext", byte[].class));
  }
}
