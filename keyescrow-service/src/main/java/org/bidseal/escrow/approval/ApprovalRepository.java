package org.bidseal.escrow.approval;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of approvals, and the recoveries that they are about.
@Repository
class ApprovalRepository {
  private static final String WAITING =
      """
      select r.recovery_id, r.key_id, r.owner_person_id, r.importable_at,
        clock_timestamp() as now,
        (select count(*) from recovery_approval a where a.recovery_id = r.recovery_id) as approvals
      from recovery r
      where r.state = 'CONFIRMED' and r.importable_at > clock_timestamp()
      """;

  private final DatabaseClient database;

  ApprovalRepository(DatabaseClient database) {
    this.database = database;
  }

  /// What a person may do about a recovery that he is allowed to see.
  enum Standing {
    OWNER,
    APPROVER
  }

  /// Empty for everybody else.
  Mono<Standing> standing(UUID recoveryId, UUID personId) {
    return database
        .sql(
            """
            select r.owner_person_id = :person as owner from recovery r
            where r.recovery_id = :id
              and (r.owner_person_id = :person or may_approve(r, :person))
            """)
        .bind("id", recoveryId)
        .bind("person", personId)
        .map(row ->
            Boolean.TRUE.equals(row.get("owner", Boolean.class))
                ? Standing.OWNER
                : Standing.APPROVER)
        .one();
  }

  /// The recovery, its row locked until the transaction ends; empty unless it waits.
  Mono<Waiting> findWaitingForUpdate(UUID recoveryId) {
    return database
        .sql("select 1 from recovery where recovery_id = :id for update")
        .bind("id", recoveryId)
        .then()
        .then(findWaiting(recoveryId));
  }

  /// The recovery as it is now; empty unless it waits.
  Mono<Waiting> findWaiting(UUID recoveryId) {
    return database
        .sql(WAITING + " and r.recovery_id = :id")
        .bind("id", recoveryId)
        .map(ApprovalRepository::waiting)
        .one();
  }

  /// All that wait.
  Flux<Waiting> allWaiting() {
    return database.sql(WAITING).map(ApprovalRepository::waiting).all();
  }

  /// Whether the person had not approved before.
  Mono<Boolean> insert(UUID recoveryId, UUID personId) {
    return database
        .sql(
            """
            insert into recovery_approval (recovery_id, person_id, approved_at)
            values (:id, :person, clock_timestamp()) on conflict do nothing
            """)
        .bind("id", recoveryId)
        .bind("person", personId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static Waiting waiting(Readable row) {
    return new Waiting(
        uuid(row, "recovery_id"),
        uuid(row, "key_id"),
        uuid(row, "owner_person_id"),
        instant(row, "importable_at"),
        count(row, "approvals"),
        instant(row, "now"));
  }
}
