package org.bidseal.crypto.backupgate;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;
import java.util.UUID;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.events.Event;
import org.bidseal.outbox.EventConsumer;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the read model of backups. A backup that went stale or was ended stays so: the events may
/// be delivered again, and verification never follows either.
@Component
@InRole(Role.KEY)
final class BackupFeed implements EventConsumer {
  private static final String VERIFIED = "org.bidseal.escrow.backup-verified.v1";
  private static final String STALE = "org.bidseal.escrow.backup-stale.v1";

  private static final String REVOKED = "org.bidseal.escrow.backup-revoked.v1";

  private static final String QUORUM_VERIFIED = "org.bidseal.escrow.quorum-backup-verified.v1";
  private static final String QUORUM_ENDED = "org.bidseal.escrow.quorum-backup-ended.v1";

  private static final String PUT =
      """
      insert into key_backup (backup_id, key_id, generation, verified)
      values (:backup, :key, :generation, :verified)
      on conflict (backup_id) do update
         set verified = key_backup.verified and excluded.verified
      """;

  private final DatabaseClient database;

  BackupFeed(DatabaseClient database) {
    this.database = database;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Backup(UUID backupId, UUID keyId, int generation) {}

  @Override
  public String topic() {
    return "bidseal.escrow";
  }

  @Override
  public Set<String> types() {
    return Set.of(VERIFIED, STALE, REVOKED, QUORUM_VERIFIED, QUORUM_ENDED);
  }

  @Override
  public Mono<Void> on(Event event) {
    Backup backup = event.dataAs(Backup.class);
    return database
        .sql(PUT)
        .bind("backup", backup.backupId())
        .bind("key", backup.keyId())
        .bind("generation", backup.generation())
        .bind("verified", Set.of(VERIFIED, QUORUM_VERIFIED).contains(event.type()))
        .then();
  }
}
