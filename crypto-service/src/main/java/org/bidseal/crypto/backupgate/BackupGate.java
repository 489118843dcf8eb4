package org.bidseal.crypto.backupgate;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Knows which keys could be used again if their phone were lost.
@Component
public class BackupGate {
  // The key's generation is read where a refresh changes it, in this service's own table: after a
  // refresh no older backup counts, without waiting for an event.
  private static final String VERIFIED =
      """
      select 1
        from key_backup b join split_key k
          on k.key_id = b.key_id and k.generation = b.generation
       where b.key_id = :key and b.verified
       limit 1
      """;

  private final DatabaseClient database;

  BackupGate(DatabaseClient database) {
    this.database = database;
  }

  /// Whether the key has a verified backup of its current share generation.
  public Mono<Boolean> isBackedUp(UUID keyId) {
    return database.sql(VERIFIED).bind("key", keyId).fetch().first().hasElement();
  }
}
