package org.bidseal.escrow.departure;

import static org.bidseal.database.Columns.uuid;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The rows of members who left.
@Repository
class DepartureRepository {
  private static final String TO_END =
      """
      select distinct b.key_id from owner_departure d
      join (
        select key_id, owner_person_id from backup
        where state in ('REQUESTED', 'VERIFIED') and holder_person_id <> owner_person_id
        union all
        select key_id, owner_person_id from quorum_backup
        where state in ('REQUESTED', 'VERIFIED')) b on b.owner_person_id = d.person_id
      where d.enterprise_id = (
        select c.enterprise_id from certificate c
        where c.key_id = b.key_id and c.state <> 'REVOKED'
        order by c.not_before desc limit 1)
      """;

  private static final String FORGET_RETURNED =
      """
      delete from owner_departure d
      where exists (select 1 from member m
        where m.person_id = d.person_id and m.enterprise_id = d.enterprise_id)
      """;

  private final DatabaseClient database;

  DepartureRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> remember(UUID personId, UUID enterpriseId) {
    return database
        .sql(
            """
            insert into owner_departure (person_id, enterprise_id)
            values (:person, :enterprise) on conflict do nothing
            """)
        .bind("person", personId)
        .bind("enterprise", enterpriseId)
        .then();
  }

  /// Those who are members again did not leave.
  Mono<Void> forgetReturned() {
    return database.sql(FORGET_RETURNED).then();
  }

  /// Keys of people who left, of which colleagues still hold something.
  Flux<UUID> keysToEnd() {
    return database.sql(TO_END).map(row -> uuid(row, "key_id")).all();
  }

  /// The device is no candidate any more.
  Mono<Void> forgetTransportKey(UUID deviceId) {
    return database
        .sql("delete from transport_key where device_id = :device")
        .bind("device", deviceId)
        .then();
  }
}
