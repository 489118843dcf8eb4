package org.bidseal.crypto.openbid;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.required;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.openbid.DependentBids.DependentBid;
import org.bidseal.crypto.problem.CryptoProblem;
import org.bidseal.problem.ProblemException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds the sealed bids that a key may yet have to open.
@Component
class OpenBids {
  /// A bid that was opened, taken back or judged needs no key any more, nor one whose opening is
  /// concluded. A window that is over may still be extended.
  private static final String DEPENDENT =
      """
      select e.envelope_id, e.bid_id, o.opening_id, o.platform_id, o.tender_id, o.lot_id, o.stage,
             o.name, o.opens_at, o.opens_at + make_interval(mins => o.window_minutes) as ends_at,
             (select greatest(count(*) + 1 - coalesce(e.threshold, 1), 0)
                from envelope_recipient other
               where other.envelope_id = e.envelope_id and other.key_id <> r.key_id) as others,
             exists (select 1 from key_backup b join split_key k using (key_id)
                      where b.key_id = r.key_id and b.verified and b.generation = k.generation)
               as backed_up
        from envelope_recipient r
        join envelope e using (envelope_id)
        join opening o using (opening_id)
       where r.key_id = :key and e.state in ('SEALED', 'DECRYPTING', 'FAILED')
         and o.concluded_at is null
       order by o.opens_at, e.envelope_id
      """;

  private static final String KNOWN =
      """
      select clock_timestamp() as now from split_key k
       where k.key_id = :key
         and (:person::uuid is null or k.owner_person_id = :person
              or exists (select 1 from holding h
                          where h.key_id = k.key_id and h.person_id = :person))
      """;

  private final DatabaseClient database;

  OpenBids(DatabaseClient database) {
    this.database = database;
  }

  /// Those of a key that the person owns or holds.
  Mono<DependentBids> ofPerson(UUID keyId, UUID personId) {
    return known(database.sql(KNOWN).bind("person", personId), keyId);
  }

  /// Those of any key, for another service.
  Mono<DependentBids> ofKey(UUID keyId) {
    return known(database.sql(KNOWN).bindNull("person", UUID.class), keyId);
  }

  private Mono<DependentBids> known(DatabaseClient.GenericExecuteSpec query, UUID keyId) {
    return query
        .bind("key", keyId)
        .map(row -> instant(row, "now"))
        .one()
        .switchIfEmpty(
            Mono.error(
                () -> new ProblemException(CryptoProblem.KEY_NOT_FOUND, "No key " + keyId + ".")))
        .flatMap(now -> dependent(keyId).map(bids -> DependentBids.of(keyId, now, bids)));
  }

  private Mono<List<DependentBid>> dependent(UUID keyId) {
    return database
        .sql(DEPENDENT)
        .bind("key", keyId)
        .map((Readable row) -> bid(row))
        .all()
        .collectList();
  }

  private static DependentBid bid(Readable row) {
    return new DependentBid(
        uuid(row, "envelope_id"),
        uuid(row, "bid_id"),
        uuid(row, "opening_id"),
        uuid(row, "platform_id"),
        text(row, "tender_id"),
        text(row, "lot_id"),
        text(row, "stage"),
        text(row, "name"),
        instant(row, "opens_at"),
        instant(row, "ends_at"),
        required(row, "others", Long.class).intValue(),
        flag(row, "backed_up"));
  }
}
