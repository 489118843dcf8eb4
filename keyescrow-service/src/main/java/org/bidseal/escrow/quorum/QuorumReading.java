package org.bidseal.escrow.quorum;

import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.bidseal.escrow.quorum.QuorumViews.HeldPieceView;
import org.bidseal.escrow.quorum.QuorumViews.PieceView;
import org.bidseal.escrow.quorum.QuorumViews.QuorumBackupView;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Backups in pieces as their people see them, newest first.
@Component
class QuorumReading {
  private static final String HELD =
      """
      select b.*, o.name as owner_name, p.piece_index, p.holder_device_id, p.verified_at,
        p.ciphertext
      from quorum_piece p join quorum_backup b using (backup_id)
      left join person o on o.person_id = b.owner_person_id
      where p.holder_person_id = :person
      """;

  private final DatabaseClient database;

  QuorumReading(DatabaseClient database) {
    this.database = database;
  }

  Flux<QuorumBackupView> ownedBy(UUID personId) {
    return database
        .sql(
            "select * from quorum_backup where owner_person_id = :person"
                + " order by requested_at desc, backup_id")
        .bind("person", personId)
        .map(row -> view(row, List.of()))
        .all()
        .collectList()
        .flatMapIterable(all -> all)
        .concatMap(this::withPieces);
  }

  private Mono<QuorumBackupView> withPieces(QuorumBackupView view) {
    return database
        .sql(
            """
            select p.*, h.name as holder_name from quorum_piece p
            left join person h on h.person_id = p.holder_person_id
            where p.backup_id = :id order by p.piece_index
            """)
        .bind("id", view.backupId())
        .map(QuorumReading::piece)
        .all()
        .collectList()
        .map(pieces ->
            new QuorumBackupView(
                view.backupId(),
                view.state(),
                view.keyId(),
                view.generation(),
                view.threshold(),
                view.digest(),
                view.requestedAt(),
                pieces));
  }

  Flux<HeldPieceView> heldBy(UUID personId) {
    return database
        .sql(HELD + " order by b.requested_at desc, b.backup_id")
        .bind("person", personId)
        .map(QuorumReading::held)
        .all();
  }

  private static QuorumBackupView view(Readable row, List<PieceView> pieces) {
    return new QuorumBackupView(
        uuid(row, "backup_id"),
        QuorumBackup.State.valueOf(text(row, "state")),
        uuid(row, "key_id"),
        number(row, "generation"),
        number(row, "threshold"),
        text(row, "digest"),
        instant(row, "requested_at"),
        pieces);
  }

  private static PieceView piece(Readable row) {
    return new PieceView(
        number(row, "piece_index"),
        uuid(row, "holder_person_id"),
        row.get("holder_name", String.class),
        uuid(row, "holder_device_id"),
        row.get("verified_at", Instant.class),
        row.get("ciphertext", byte[].class) == null);
  }

  private static HeldPieceView held(Readable row) {
    int index = number(row, "piece_index");
    byte[] box = row.get("ciphertext", byte[].class);
    return new HeldPieceView(
        uuid(row, "backup_id"),
        QuorumBackup.State.valueOf(text(row, "state")),
        uuid(row, "key_id"),
        number(row, "generation"),
        uuid(row, "owner_person_id"),
        row.get("owner_name", String.class),
        number(row, "threshold"),
        text(row, "digest"),
        index,
        QuorumRepository.commitments(row).imageOf(index).hex(),
        uuid(row, "holder_device_id"),
        row.get("verified_at", Instant.class),
        box == null ? null : Base64.getEncoder().encodeToString(box));
  }
}
