package org.bidseal.escrow.quorum;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.escrow.box.Comparison;
import org.bidseal.escrow.quorum.QuorumViews.PassedPieceView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryState;
import org.bidseal.escrow.quorum.QuorumViews.QuorumRecoveryView;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of recoveries from pieces. A person reaches those of his keys and of backups of which
/// he holds a piece.
@Repository
class QuorumRecoveryRepository {
  private static final String SELECT =
      """
      select r.*, b.threshold, b.commitments, k.public_key as split_public_key,
        o.name as owner_name, clock_timestamp() as now,
        (select count(*) from quorum_passed_piece p where p.recovery_id = r.recovery_id) as passed
      from quorum_recovery r
      join quorum_backup b using (backup_id)
      join split_key k on k.key_id = r.key_id
      left join person o on o.person_id = r.owner_person_id
      """;

  private static final String SEEN_BY =
      """
       (r.owner_person_id = :person or exists (
        select 1 from quorum_piece q
        where q.backup_id = r.backup_id and q.holder_person_id = :person))
      """;

  private static final String TO_CONFIRM =
      """
       where r.state = 'PENDING' and exists (
        select 1 from quorum_piece q
        where q.backup_id = r.backup_id and q.holder_person_id = :person
          and q.ciphertext is not null
          and not exists (select 1 from quorum_passed_piece p
            where p.recovery_id = r.recovery_id and p.piece_index = q.piece_index))
      """;

  private final DatabaseClient database;

  QuorumRecoveryRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Whether no other one is open of this backup for this device; else nothing is stored.
  Mono<Boolean> insert(
      UUID recoveryId, QuorumBackup backup, UUID newDeviceId, String transportKey, Duration life) {
    return database
        .sql(
            """
            insert into quorum_recovery (recovery_id, backup_id, key_id, generation,
              owner_person_id, new_device_id, transport_key, state, expires_at)
            values (:id, :backup, :key, :generation, :owner, :device, :transportKey, 'PENDING',
              clock_timestamp() + make_interval(secs => :life))
            on conflict (backup_id, new_device_id) where state in ('PENDING', 'CONFIRMED')
              do nothing
            """)
        .bind("id", recoveryId)
        .bind("backup", backup.backupId())
        .bind("key", backup.keyId())
        .bind("generation", backup.generation())
        .bind("owner", backup.ownerPersonId())
        .bind("device", newDeviceId)
        .bind("transportKey", transportKey)
        .bind("life", (double) life.toSeconds())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  Mono<QuorumRecovery> find(UUID recoveryId, UUID personId) {
    return one(SELECT + " where r.recovery_id = :id and" + SEEN_BY, recoveryId, personId);
  }

  /// The same, its row locked until the transaction ends.
  Mono<QuorumRecovery> findForUpdate(UUID recoveryId, UUID personId) {
    return one(
        SELECT + " where r.recovery_id = :id and" + SEEN_BY + " for update of r",
        recoveryId,
        personId);
  }

  private Mono<QuorumRecovery> one(String sql, UUID recoveryId, UUID personId) {
    return database
        .sql(sql)
        .bind("id", recoveryId)
        .bind("person", personId)
        .map(QuorumRecoveryRepository::recovery)
        .one();
  }

  Flux<QuorumRecovery> findRunningForUpdate(UUID keyId) {
    return database
        .sql(
            SELECT
                + " where r.key_id = :key and r.state in ('PENDING', 'CONFIRMED', 'IMPORTED')"
                + " order by r.recovery_id for update of r")
        .bind("key", keyId)
        .map(QuorumRecoveryRepository::recovery)
        .all();
  }

  Flux<QuorumRecovery> findOverdueForUpdate(int limit) {
    return database
        .sql(
            SELECT
                + " where r.state in ('PENDING', 'CONFIRMED') and r.expires_at < clock_timestamp()"
                + " order by r.recovery_id limit :limit for update of r skip locked")
        .bind("limit", limit)
        .map(QuorumRecoveryRepository::recovery)
        .all();
  }

  /// Puts a piece in place of the one before of the same index.
  ///
  /// @return how many are there
  Mono<Integer> pass(UUID recoveryId, int index, byte[] ciphertext, Comparison comparison) {
    return database
        .sql(
            """
            insert into quorum_passed_piece (recovery_id, piece_index, ciphertext, comparison)
            values (:id, :index, :box, :comparison)
            on conflict (recovery_id, piece_index) do update
              set ciphertext = excluded.ciphertext, comparison = excluded.comparison
            """)
        .bind("id", recoveryId)
        .bind("index", index)
        .bind("box", ciphertext)
        .bind("comparison", comparison.name())
        .then()
        .then(
            database
                .sql("select count(*) as passed from quorum_passed_piece where recovery_id = :id")
                .bind("id", recoveryId)
                .map(row -> Math.toIntExact(count(row, "passed")))
                .one());
  }

  Mono<Void> confirm(UUID recoveryId, Instant importableAt, Instant expiresAt) {
    return database
        .sql(
            """
            update quorum_recovery
            set state = 'CONFIRMED', importable_at = :importableAt, expires_at = :expiresAt
            where recovery_id = :id
            """)
        .bind("importableAt", importableAt)
        .bind("expiresAt", expiresAt)
        .bind("id", recoveryId)
        .then();
  }

  /// Puts it into a state; the pieces are dropped unless it is still under way.
  Mono<Void> move(UUID recoveryId, QuorumRecoveryState state) {
    Mono<Void> update =
        database
            .sql("update quorum_recovery set state = :state where recovery_id = :id")
            .bind("state", state.name())
            .bind("id", recoveryId)
            .then();
    return state == QuorumRecoveryState.IMPORTED
        ? update
        : update.then(
            database
                .sql("delete from quorum_passed_piece where recovery_id = :id")
                .bind("id", recoveryId)
                .then());
  }

  Flux<QuorumRecoveryView> mine(UUID personId) {
    return list(" where r.owner_person_id = :person", personId);
  }

  Flux<QuorumRecoveryView> toConfirm(UUID personId) {
    return list(TO_CONFIRM, personId);
  }

  Mono<QuorumRecoveryView> view(UUID recoveryId, UUID personId) {
    return database
        .sql(SELECT + " where r.recovery_id = :id and" + SEEN_BY)
        .bind("id", recoveryId)
        .bind("person", personId)
        .map((Readable row) -> view(row, List.of()))
        .one()
        .flatMap(view -> withPieces(view, personId));
  }

  private Flux<QuorumRecoveryView> list(String where, UUID personId) {
    return database
        .sql(SELECT + where + " order by r.requested_at desc, r.recovery_id")
        .bind("person", personId)
        .map((Readable row) -> view(row, List.of()))
        .all();
  }

  private Mono<QuorumRecoveryView> withPieces(QuorumRecoveryView view, UUID personId) {
    boolean shown =
        view.ownerPersonId().equals(personId) && view.state() == QuorumRecoveryState.CONFIRMED;
    return shown
        ? database
            .sql(
                """
                select p.*, b.commitments from quorum_passed_piece p
                join quorum_recovery r using (recovery_id) join quorum_backup b using (backup_id)
                where p.recovery_id = :id order by p.piece_index
                """)
            .bind("id", view.recoveryId())
            .map(QuorumRecoveryRepository::piece)
            .all()
            .collectList()
            .map(view::with)
        : Mono.just(view);
  }

  private static PassedPieceView piece(Readable row) {
    int index = number(row, "piece_index");
    return new PassedPieceView(
        index,
        QuorumRepository.commitments(row).imageOf(index).hex(),
        Base64.getEncoder().encodeToString(bytes(row, "ciphertext")));
  }

  private static QuorumRecovery recovery(Readable row) {
    return new QuorumRecovery(
        uuid(row, "recovery_id"),
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        number(row, "generation"),
        uuid(row, "owner_person_id"),
        uuid(row, "new_device_id"),
        QuorumRecoveryState.valueOf(text(row, "state")),
        number(row, "threshold"),
        row.get("importable_at", Instant.class),
        instant(row, "expires_at"),
        instant(row, "now"));
  }

  private static QuorumRecoveryView view(Readable row, List<PassedPieceView> pieces) {
    return new QuorumRecoveryView(
        uuid(row, "recovery_id"),
        QuorumRecoveryState.valueOf(text(row, "state")),
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        number(row, "generation"),
        text(row, "split_public_key"),
        uuid(row, "owner_person_id"),
        row.get("owner_name", String.class),
        uuid(row, "new_device_id"),
        text(row, "transport_key"),
        number(row, "threshold"),
        Math.toIntExact(count(row, "passed")),
        instant(row, "requested_at"),
        row.get("importable_at", Instant.class),
        instant(row, "expires_at"),
        pieces);
  }
}
