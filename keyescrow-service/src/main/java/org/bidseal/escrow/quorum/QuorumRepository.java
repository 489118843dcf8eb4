package org.bidseal.escrow.quorum;

import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.bidseal.smcrypto.sharing.ShareCommitments;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of backups in pieces.
@Repository
class QuorumRepository {
  private static final String INSERT =
      """
      insert into quorum_backup
        (backup_id, key_id, generation, owner_person_id, threshold, commitments, digest, state)
      values (:id, :key, :generation, :owner, :threshold, :commitments, :digest, 'REQUESTED')
      """;

  private static final String REACH =
      """
      update quorum_backup b set state = 'VERIFIED'
      where b.backup_id = :id and b.state = 'REQUESTED' and b.threshold <= (
        select count(*) from quorum_piece p
        where p.backup_id = b.backup_id and p.verified_at is not null and p.ciphertext is not null)
      returning *
      """;

  private static final String FALL_BELOW =
      """
      update quorum_backup b set state = 'REVOKED'
      where b.backup_id = :id and b.state in ('REQUESTED', 'VERIFIED') and b.threshold > (
        select count(*) from quorum_piece p
        where p.backup_id = b.backup_id and p.ciphertext is not null
          and (p.verified_at is not null or b.state = 'REQUESTED'))
      returning *
      """;

  private final DatabaseClient database;

  QuorumRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(QuorumBackup backup) {
    ShareCommitments commitments = backup.commitments();
    return database
        .sql(INSERT)
        .bind("id", backup.backupId())
        .bind("key", backup.keyId())
        .bind("generation", backup.generation())
        .bind("owner", backup.ownerPersonId())
        .bind("threshold", commitments.threshold())
        .bind("commitments", String.join(" ", commitments.hex()))
        .bind("digest", commitments.digest().hex())
        .then();
  }

  Mono<Void> insert(
      UUID backupId, int index, UUID holderPersonId, UUID holderDeviceId, byte[] ciphertext) {
    return database
        .sql(
            """
            insert into quorum_piece
              (backup_id, piece_index, holder_person_id, holder_device_id, ciphertext)
            values (:id, :index, :person, :device, :box)
            """)
        .bind("id", backupId)
        .bind("index", index)
        .bind("person", holderPersonId)
        .bind("device", holderDeviceId)
        .bind("box", ciphertext)
        .then();
  }

  /// The backup, if this person owns it or holds a piece; its row locked until the transaction
  /// ends.
  Mono<QuorumBackup> findForUpdate(UUID backupId, UUID personId) {
    return database
        .sql(
            """
            select * from quorum_backup b
            where b.backup_id = :id and (b.owner_person_id = :person or exists (
              select 1 from quorum_piece p
              where p.backup_id = b.backup_id and p.holder_person_id = :person))
            for update
            """)
        .bind("id", backupId)
        .bind("person", personId)
        .map(QuorumRepository::backup)
        .one();
  }

  /// The live ones of these ids, locked in one order.
  private Flux<QuorumBackup> lockedWhere(String condition, String name, UUID value) {
    return database
        .sql(
            "select * from quorum_backup b where b.state in ('REQUESTED', 'VERIFIED') and "
                + condition
                + " order by b.backup_id for update")
        .bind(name, value)
        .map(QuorumRepository::backup)
        .all();
  }

  Flux<QuorumBackup> findOfKeyForUpdate(UUID keyId) {
    return lockedWhere("b.key_id = :key", "key", keyId);
  }

  Flux<QuorumBackup> findOnDeviceForUpdate(UUID deviceId) {
    return lockedWhere(
        "exists (select 1 from quorum_piece p where p.backup_id = b.backup_id"
            + " and p.holder_device_id = :device and p.ciphertext is not null)",
        "device",
        deviceId);
  }

  Flux<QuorumBackup> findHeldForUpdate(UUID personId) {
    return lockedWhere(
        "exists (select 1 from quorum_piece p where p.backup_id = b.backup_id"
            + " and p.holder_person_id = :person and p.ciphertext is not null)",
        "person",
        personId);
  }

  /// Whether the key is certified for this enterprise.
  Mono<Boolean> isCertifiedFor(UUID keyId, UUID enterpriseId) {
    return database
        .sql(
            """
            select c.enterprise_id = :enterprise as it from certificate c
            where c.key_id = :key and c.state <> 'REVOKED' and c.enterprise_id is not null
            order by c.not_before desc limit 1
            """)
        .bind("key", keyId)
        .bind("enterprise", enterpriseId)
        .map(row -> Boolean.TRUE.equals(row.get("it", Boolean.class)))
        .one()
        .defaultIfEmpty(false);
  }

  /// The people who hold a live piece.
  Mono<List<UUID>> holders(UUID backupId) {
    return database
        .sql("select holder_person_id from quorum_piece where backup_id = :id")
        .bind("id", backupId)
        .map(row -> uuid(row, "holder_person_id"))
        .all()
        .collectList();
  }

  /// The live piece on this person's device.
  Mono<Integer> pieceOn(UUID backupId, UUID personId, UUID deviceId) {
    return database
        .sql(
            """
            select piece_index from quorum_piece
            where backup_id = :id and holder_person_id = :person and holder_device_id = :device
              and ciphertext is not null
            """)
        .bind("id", backupId)
        .bind("person", personId)
        .bind("device", deviceId)
        .map(row -> number(row, "piece_index"))
        .one();
  }

  Mono<Void> verify(UUID backupId, int index) {
    return database
        .sql(
            """
            update quorum_piece set verified_at = coalesce(verified_at, clock_timestamp())
            where backup_id = :id and piece_index = :index
            """)
        .bind("id", backupId)
        .bind("index", index)
        .then();
  }

  /// The backup, if it has just become VERIFIED.
  Mono<QuorumBackup> reachThreshold(UUID backupId) {
    return one(REACH, backupId);
  }

  /// The backup, if it has just ended for want of pieces.
  Mono<QuorumBackup> fallBelowThreshold(UUID backupId) {
    return one(FALL_BELOW, backupId);
  }

  private Mono<QuorumBackup> one(String sql, UUID backupId) {
    return database.sql(sql).bind("id", backupId).map(QuorumRepository::backup).one();
  }

  Mono<Void> end(UUID backupId, QuorumBackup.State state) {
    return database
        .sql("update quorum_backup set state = :state where backup_id = :id")
        .bind("state", state.name())
        .bind("id", backupId)
        .then()
        .then(dropPieces(backupId));
  }

  Mono<Void> dropPieces(UUID backupId) {
    return database
        .sql("update quorum_piece set ciphertext = null where backup_id = :id")
        .bind("id", backupId)
        .then();
  }

  /// Drops the pieces of a person or of a device; the other of the two is null.
  Mono<Void> dropPiecesOf(UUID backupId, UUID personOrDevice) {
    return database
        .sql(
            """
            update quorum_piece set ciphertext = null
            where backup_id = :id and :whose in (holder_person_id, holder_device_id)
            """)
        .bind("id", backupId)
        .bind("whose", personOrDevice)
        .then();
  }

  Flux<UUID> keysVerified(UUID ownerPersonId) {
    return database
        .sql(
            """
            select q.key_id from quorum_backup q join split_key k using (key_id, generation)
            where q.owner_person_id = :owner and q.state = 'VERIFIED'
            """)
        .bind("owner", ownerPersonId)
        .map(row -> uuid(row, "key_id"))
        .all();
  }

  private static QuorumBackup backup(Readable row) {
    return new QuorumBackup(
        uuid(row, "backup_id"),
        uuid(row, "key_id"),
        number(row, "generation"),
        uuid(row, "owner_person_id"),
        commitments(row),
        QuorumBackup.State.valueOf(text(row, "state")));
  }

  static ShareCommitments commitments(Readable row) {
    return ShareCommitments.ofHex(List.of(text(row, "commitments").split(" ", -1)));
  }
}
