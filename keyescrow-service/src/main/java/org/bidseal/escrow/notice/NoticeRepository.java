package org.bidseal.escrow.notice;

import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.escrow.notice.Notices.Notice;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of notices and marks.
@Repository
class NoticeRepository {
  private static final String INSERT =
      """
      with next as (
        insert into notice_counter (person_id, last) values (:person, 1)
        on conflict (person_id) do update set last = notice_counter.last + 1
        returning last)
      insert into notice (person_id, number, kind, key_id, subject, raised_at)
      select :person, last, :kind, :key, :subject, clock_timestamp() from next
      returning number, raised_at
      """;

  private static final String SET_MARK =
      """
      insert into notice_mark (person_id, device_id, read_up_to)
      select :person, :device,
        least(:mark, coalesce((select last from notice_counter where person_id = :person), 0))
      on conflict (person_id, device_id) do update
        set read_up_to = greatest(notice_mark.read_up_to, excluded.read_up_to)
      returning read_up_to
      """;

  private final DatabaseClient database;

  NoticeRepository(DatabaseClient database) {
    this.database = database;
  }

  /// What the database adds to a notice.
  record Numbered(long number, Instant raisedAt) {}

  Mono<Numbered> insert(Notice notice) {
    var sql =
        database
            .sql(INSERT)
            .bind("person", notice.personId())
            .bind("kind", notice.kind().name())
            .bind("key", notice.keyId());
    return nullable(sql, "subject", notice.subject(), UUID.class)
        .map(row -> new Numbered(count(row, "number"), instant(row, "raised_at")))
        .one();
  }

  Flux<NoticeView> after(UUID personId, long since, int limit) {
    return database
        .sql(
            """
            select * from notice where person_id = :person and number > :since
            order by number limit :limit
            """)
        .bind("person", personId)
        .bind("since", since)
        .bind("limit", limit)
        .map(NoticeRepository::view)
        .all();
  }

  Mono<Long> mark(UUID personId, UUID deviceId) {
    return database
        .sql("select read_up_to from notice_mark where person_id = :person and device_id = :device")
        .bind("person", personId)
        .bind("device", deviceId)
        .map(row -> count(row, "read_up_to"))
        .one();
  }

  Mono<Long> setMark(UUID personId, UUID deviceId, long readUpTo) {
    return database
        .sql(SET_MARK)
        .bind("person", personId)
        .bind("device", deviceId)
        .bind("mark", readUpTo)
        .map(row -> count(row, "read_up_to"))
        .one();
  }

  private static NoticeView view(Readable row) {
    NoticeKind kind = NoticeKind.valueOf(text(row, "kind"));
    return new NoticeView(
        count(row, "number"),
        kind,
        kind.text(),
        uuid(row, "key_id"),
        row.get("subject", UUID.class),
        instant(row, "raised_at"));
  }
}
