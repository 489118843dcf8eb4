package org.bidseal.escrow.recovery;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Recoveries with the names of both sides, newest first.
@Component
class RecoveryReading {
  private static final String SELECT =
      """
      select r.*, k.public_key as split_public_key,
        o.name as owner_name, h.name as holder_name, t.public_key as holder_transport_key,
        case when r.owner_person_id = :person then r.ciphertext end as box_for_owner,
        (select count(*) from recovery_approval a
          where a.recovery_id = r.recovery_id and a.approved_at is not null) as approvals
      from recovery r
      join split_key k on k.key_id = r.key_id
      left join person o on o.person_id = r.owner_person_id
      left join person h on h.person_id = r.holder_person_id
      left join transport_key t
        on t.device_id = r.holder_device_id and t.person_id = r.holder_person_id
      """;

  private static final String NEWEST_FIRST = " order by r.requested_at desc, r.recovery_id";

  private final DatabaseClient database;

  RecoveryReading(DatabaseClient database) {
    this.database = database;
  }

  /// Of this person's keys.
  Flux<RecoveryView> mine(UUID personId) {
    return list(" where r.owner_person_id = :person", personId);
  }

  /// Waiting for this person's yes or no.
  Flux<RecoveryView> toConfirm(UUID personId) {
    return list(" where r.holder_person_id = :person and r.state = 'PENDING'", personId);
  }

  /// Waiting, and this person may shorten that.
  Flux<RecoveryView> toApprove(UUID personId) {
    return list(
        " where r.state = 'CONFIRMED' and r.importable_at > clock_timestamp()"
            + " and may_approve(r, :person)",
        personId);
  }

  private Flux<RecoveryView> list(String where, UUID personId) {
    return database
        .sql(SELECT + where + NEWEST_FIRST)
        .bind("person", personId)
        .map(RecoveryReading::view)
        .all();
  }

  /// The recovery, if this person owns the key or holds the backup; errs with NOT_FOUND.
  Mono<RecoveryView> get(UUID recoveryId, UUID personId) {
    return database
        .sql(
            SELECT
                + " where r.recovery_id = :id"
                + " and :person in (r.owner_person_id, r.holder_person_id)")
        .bind("id", recoveryId)
        .bind("person", personId)
        .map(RecoveryReading::view)
        .one()
        .switchIfEmpty(Mono.error(RecoveryReading::notFound));
  }

  static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such recovery.");
  }

  private static RecoveryView view(Readable row) {
    Integer newGeneration = row.get("new_generation", Integer.class);
    return new RecoveryView(
        uuid(row, "recovery_id"),
        Recovery.State.valueOf(text(row, "state")),
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        newGeneration == null ? number(row, "generation") : newGeneration,
        text(row, "split_public_key"),
        uuid(row, "owner_person_id"),
        row.get("owner_name", String.class),
        uuid(row, "holder_person_id"),
        row.get("holder_name", String.class),
        uuid(row, "holder_device_id"),
        row.get("holder_transport_key", String.class),
        uuid(row, "new_device_id"),
        text(row, "transport_key"),
        comparison(row),
        instant(row, "requested_at"),
        row.get("confirmed_at", Instant.class),
        row.get("importable_at", Instant.class),
        count(row, "approvals"),
        row.get("expires_at", Instant.class),
        row.get("rejected_by", UUID.class),
        row.get("rejection_reason", String.class),
        ciphertext(row));
  }

  private static @Nullable Comparison comparison(Readable row) {
    String comparison = row.get("comparison", String.class);
    return comparison == null ? null : Comparison.valueOf(comparison);
  }

  private static @Nullable String ciphertext(Readable row) {
    byte[] box = row.get("box_for_owner", byte[].class);
    return box == null ? null : Base64.getEncoder().encodeToString(box);
  }
}
