package org.bidseal.escrow.approval;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of approvals, and the recoveries that they are about.
@Repository
class ApprovalRepository {
  private static final String WAITING =
      """
      select r.recovery_id, r.key_id, r.owner_person_id, r.new_device_id, r.transport_key,
        r.importable_at, clock_timestamp() as now,
        (select count(*) from recovery_approval a
          where a.recovery_id = r.recovery_id and a.approved_at is not null) as approvals
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

  /// An approval that waits for its signature, or was signed.
  ///
  /// @param approvalId the session of the co-signature
  record Asked(UUID approvalId, UUID certificateId) {}

  /// The person's approval, with the new certificate as long as it is not signed.
  Mono<Asked> ask(UUID recoveryId, UUID personId, Asked wish) {
    return database
        .sql(
            """
            insert into recovery_approval as a (recovery_id, person_id, approval_id, certificate_id)
            values (:recovery, :person, :id, :certificate)
            on conflict (recovery_id, person_id) do update
              set certificate_id = case when a.approved_at is null or a.certificate_id is null
                                        then excluded.certificate_id else a.certificate_id end,
                  approval_id = coalesce(a.approval_id, excluded.approval_id)
            returning approval_id, certificate_id
            """)
        .bind("recovery", recoveryId)
        .bind("person", personId)
        .bind("id", wish.approvalId())
        .bind("certificate", wish.certificateId())
        .map(ApprovalRepository::asked)
        .one();
  }

  /// What the person was asked to sign; empty if he never asked for it.
  Mono<Asked> findAsked(UUID recoveryId, UUID personId) {
    return database
        .sql(
            """
            select approval_id, certificate_id from recovery_approval
            where recovery_id = :recovery and person_id = :person and approval_id is not null
            """)
        .bind("recovery", recoveryId)
        .bind("person", personId)
        .map(ApprovalRepository::asked)
        .one();
  }

  /// Whether the person had not approved before.
  Mono<Boolean> approve(UUID approvalId, Sm2Signature signature) {
    return database
        .sql(
            """
            update recovery_approval set signature = :signature, approved_at = clock_timestamp()
            where approval_id = :id and approved_at is null
            """)
        .bind("id", approvalId)
        .bind("signature", signature.raw())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static Asked asked(Readable row) {
    return new Asked(uuid(row, "approval_id"), uuid(row, "certificate_id"));
  }

  private static Waiting waiting(Readable row) {
    return new Waiting(
        uuid(row, "recovery_id"),
        uuid(row, "key_id"),
        uuid(row, "owner_person_id"),
        uuid(row, "new_device_id"),
        PointGate.decodeHex(text(row, "transport_key")),
        instant(row, "importable_at"),
        count(row, "approvals"),
        instant(row, "now"));
  }
}
