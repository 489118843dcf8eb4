package org.bidseal.escrow.lapse;

import static org.bidseal.database.Columns.number;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import java.util.stream.Stream;
import org.bidseal.escrow.notice.NoticeKind;
import org.bidseal.escrow.notice.Notices;
import org.bidseal.escrow.notice.Notices.Notice;
import org.bidseal.outbox.Outbox;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Says so when a key is left without a verified backup: `org.bidseal.escrow.backup-lapsed.v1`, and
/// a notice to its owner.
@Component
public class Lapses {
  private static final String TYPE = "org.bidseal.escrow.backup-lapsed.v1";

  private static final String UNPROTECTED =
      """
      select k.key_id, k.generation, k.owner_person_id from split_key k
      where k.key_id = :key
        and not exists (
          select 1 from backup b where b.key_id = k.key_id and b.state = 'VERIFIED')
        and not exists (
          select 1 from quorum_backup q where q.key_id = k.key_id and q.state = 'VERIFIED')
      """;

  private final DatabaseClient database;
  private final Notices notices;
  private final Outbox outbox;

  Lapses(DatabaseClient database, Notices notices, Outbox outbox) {
    this.database = database;
    this.notices = notices;
    this.outbox = outbox;
  }

  /// Content of `backup-lapsed`.
  ///
  /// @param generation of the shares that no backup has
  record BackupLapsed(UUID keyId, int generation, UUID ownerPersonId) {}

  /// To be called in the transaction that ended a verified backup of the key, after the owner was
  /// told: his counter of notices makes those who end two of them at once do so in turn.
  public Mono<Void> check(UUID keyId) {
    return database
        .sql(UNPROTECTED)
        .bind("key", keyId)
        .map(Lapses::lapsed)
        .one()
        .flatMap(this::announce);
  }

  private Mono<Void> announce(BackupLapsed lapsed) {
    return outbox
        .add(TYPE, lapsed.keyId(), lapsed)
        .then(
            notices.tell(
                Stream.of(
                    new Notice(
                        lapsed.ownerPersonId(), NoticeKind.BACKUP_LAPSED, lapsed.keyId(), null))));
  }

  private static BackupLapsed lapsed(Readable row) {
    return new BackupLapsed(
        uuid(row, "key_id"), number(row, "generation"), uuid(row, "owner_person_id"));
  }
}
