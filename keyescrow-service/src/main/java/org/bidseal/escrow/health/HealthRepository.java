package org.bidseal.escrow.health;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of numbers and proofs. All times are the database's.
@Repository
class HealthRepository {
  private static final String PUT_CHALLENGE =
      """
      insert into proof_challenge (backup_id, challenge, expires_at)
      values (:backup, :challenge, clock_timestamp() + make_interval(secs => :seconds))
      on conflict (backup_id) do update
        set challenge = excluded.challenge, expires_at = excluded.expires_at
      returning expires_at
      """;

  private static final String OVERDUE =
      """
      update backup set overdue_told_at = clock_timestamp()
      where backup_id in (
        select backup_id from backup
        where state = 'VERIFIED' and overdue_told_at is null
          and coalesce(proven_at, verified_at)
            < clock_timestamp() - make_interval(secs => :seconds)
        order by backup_id limit :limit for update skip locked)
      returning backup_id, key_id, owner_person_id, holder_person_id
      """;

  private static final String COUNT_OVERDUE =
      """
      select count(*) as overdue from backup where state = 'VERIFIED' and overdue_told_at is not null
      """;

  private final DatabaseClient database;

  HealthRepository(DatabaseClient database) {
    this.database = database;
  }

  /// A backup that was not proven for too long.
  record Overdue(UUID backupId, UUID keyId, UUID ownerPersonId, UUID holderPersonId) {}

  /// Keeps a number in place of the one before, and says until when it is good.
  Mono<Instant> putChallenge(UUID backupId, String challenge, Duration open) {
    return database
        .sql(PUT_CHALLENGE)
        .bind("backup", backupId)
        .bind("challenge", challenge)
        .bind("seconds", (double) open.toSeconds())
        .map(row -> instant(row, "expires_at"))
        .one();
  }

  /// Whether it was open; it is not any more.
  Mono<Boolean> useChallenge(UUID backupId, String challenge) {
    return database
        .sql(
            """
            delete from proof_challenge
            where backup_id = :backup and challenge = :challenge and expires_at > clock_timestamp()
            """)
        .bind("backup", backupId)
        .bind("challenge", challenge)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Notes a proof, and says when.
  Mono<Instant> proven(UUID backupId) {
    return database
        .sql(
            """
            update backup set proven_at = clock_timestamp(), overdue_told_at = null
            where backup_id = :backup
            returning proven_at
            """)
        .bind("backup", backupId)
        .map(row -> instant(row, "proven_at"))
        .one();
  }

  /// Some of which nobody was told yet; from now on somebody was.
  Flux<Overdue> takeOverdue(Duration due, int limit) {
    return database
        .sql(OVERDUE)
        .bind("seconds", (double) due.toSeconds())
        .bind("limit", limit)
        .map(HealthRepository::overdue)
        .all();
  }

  Mono<Long> countOverdue() {
    return database.sql(COUNT_OVERDUE).map(row -> required(row, "overdue", Long.class)).one();
  }

  private static Overdue overdue(Readable row) {
    return new Overdue(
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        uuid(row, "owner_person_id"),
        uuid(row, "holder_person_id"));
  }
}
