package org.bidseal.escrow.backup;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Backups with the names and transport keys of both sides, newest first.
@Component
public class BackupReading {
  private static final String SELECT =
      """
      select b.*, k.public_key as split_public_key,
        o.name as owner_name, h.name as holder_name,
        ot.public_key as owner_transport_key, ht.public_key as holder_transport_key
      from backup b
      join split_key k on k.key_id = b.key_id
      left join person o on o.person_id = b.owner_person_id
      left join person h on h.person_id = b.holder_person_id
      left join transport_key ot
        on ot.device_id = k.device_id and ot.person_id = b.owner_person_id
      left join transport_key ht
        on ht.device_id = b.holder_device_id and ht.person_id = b.holder_person_id
      """;

  private static final String NEWEST_FIRST = " order by b.requested_at desc, b.backup_id";

  private final DatabaseClient database;

  BackupReading(DatabaseClient database) {
    this.database = database;
  }

  /// Backups of this person's keys, without ciphertext.
  public Flux<BackupView> owned(UUID personId) {
    return list(" where b.owner_person_id = :person", personId).map(BackupView::withoutCiphertext);
  }

  /// Backups on this person's devices.
  public Flux<BackupView> held(UUID personId) {
    return list(" where b.holder_person_id = :person", personId);
  }

  private Flux<BackupView> list(String where, UUID personId) {
    return database
        .sql(SELECT + where + NEWEST_FIRST)
        .bind("person", personId)
        .map(BackupReading::view)
        .all();
  }

  /// One backup of this owner, without ciphertext.
  Mono<BackupView> owned(UUID backupId, UUID personId) {
    return database
        .sql(SELECT + " where b.backup_id = :id and b.owner_person_id = :person")
        .bind("id", backupId)
        .bind("person", personId)
        .map(BackupReading::view)
        .one()
        .map(BackupView::withoutCiphertext);
  }

  /// One backup that this person holds.
  Mono<BackupView> held(UUID backupId, UUID personId) {
    return database
        .sql(SELECT + " where b.backup_id = :id and b.holder_person_id = :person")
        .bind("id", backupId)
        .bind("person", personId)
        .map(BackupReading::view)
        .one();
  }

  private static BackupView view(Readable row) {
    return new BackupView(
        uuid(row, "backup_id"),
        Backup.State.valueOf(text(row, "state")),
        uuid(row, "key_id"),
        number(row, "generation"),
        text(row, "split_public_key"),
        uuid(row, "owner_person_id"),
        row.get("owner_name", String.class),
        row.get("owner_transport_key", String.class),
        uuid(row, "holder_person_id"),
        row.get("holder_name", String.class),
        uuid(row, "holder_device_id"),
        row.get("holder_transport_key", String.class),
        Comparison.valueOf(text(row, "comparison")),
        instant(row, "requested_at"),
        row.get("verified_at", Instant.class),
        row.get("proven_at", Instant.class),
        reason(row),
        ciphertext(row));
  }

  private static Backup.@Nullable EndReason reason(Readable row) {
    String reason = row.get("end_reason", String.class);
    return reason == null ? null : Backup.EndReason.valueOf(reason);
  }

  private static @Nullable String ciphertext(Readable row) {
    byte[] box = row.get("ciphertext", byte[].class);
    return box == null ? null : Base64.getEncoder().encodeToString(box);
  }
}
