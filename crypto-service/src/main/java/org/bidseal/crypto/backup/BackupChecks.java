package org.bidseal.crypto.backup;

import static org.bidseal.database.Columns.required;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts the proofs of devices that say they opened a backup, for the whole key. Without it, a
/// thief of the owner's phone and a dishonest colleague could test guesses of the PIN by sending
/// them as verifications of made-up backups.
@Component
class BackupChecks {
  /// A day after the last attempt was used up, there are five again.
  private static final String COUNT =
      """
      update split_key
         set backup_checks_left = case when backup_checks_left > 0 then backup_checks_left else 5 end
                                  - 1,
             backup_blocked_since = case when backup_checks_left = 1 then clock_timestamp() end
       where key_id = :key
         and (backup_checks_left > 0
              or backup_blocked_since < clock_timestamp() - interval '1 day')
      returning backup_checks_left
      """;

  private static final String RESTORE =
      """
      update split_key set backup_checks_left = 5, backup_blocked_since = null where key_id = :key
      """;

  private final DatabaseClient database;

  BackupChecks(DatabaseClient database) {
    this.database = database;
  }

  /// Takes one check, committed when this completes.
  ///
  /// @return how many are left; empty if there was none
  Mono<Integer> count(UUID keyId) {
    return database
        .sql(COUNT)
        .bind("key", keyId)
        .map(row -> required(row, "backup_checks_left", Integer.class))
        .one();
  }

  /// Five again, after a proof that held.
  Mono<Void> restore(UUID keyId) {
    return database.sql(RESTORE).bind("key", keyId).then();
  }
}
