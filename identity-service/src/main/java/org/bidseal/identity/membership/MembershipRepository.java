package org.bidseal.identity.membership;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class MembershipRepository {

  private final DatabaseClient database;

  MembershipRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Whether the membership is new. Errs with a DuplicateKeyException if the enterprise has an
  /// administrator and this were another.
  Mono<Boolean> insert(Membership membership) {
    return database
        .sql(
            """
            insert into membership (enterprise_id, person_id, role, legal_representative, since)
            values (:enterprise, :person, :role, :legal, :since)
            on conflict (enterprise_id, person_id) do nothing
            """)
        .bind("enterprise", membership.enterpriseId())
        .bind("person", membership.personId())
        .bind("role", membership.role().name())
        .bind("legal", membership.legalRepresentative())
        .bind("since", membership.since())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// Whether there was an agent to delete; an administrator stays.
  Mono<Boolean> deleteAgent(UUID enterpriseId, UUID personId) {
    return database
        .sql(
            "delete from membership where enterprise_id = :enterprise and person_id = :person"
                + " and role = 'AGENT'")
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// The membership in its new role; empty if the person has not the old one. The row is locked
  /// until the transaction ends.
  Mono<Membership> changeRole(
      UUID enterpriseId, UUID personId, Membership.Role from, Membership.Role to) {
    return database
        .sql(
            """
            update membership set role = :to
            where enterprise_id = :enterprise and person_id = :person and role = :from
            returning *
            """)
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .bind("from", from.name())
        .bind("to", to.name())
        .map(MembershipRepository::membership)
        .one();
  }

  Mono<Membership> find(UUID enterpriseId, UUID personId) {
    return database
        .sql("select * from membership where enterprise_id = :enterprise and person_id = :person")
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .map(MembershipRepository::membership)
        .one();
  }

  Mono<Boolean> hasAdministrator(UUID enterpriseId) {
    return database
        .sql(
            "select 1 from membership where enterprise_id = :enterprise and role = 'ADMINISTRATOR'")
        .bind("enterprise", enterpriseId)
        .fetch()
        .first()
        .hasElement();
  }

  Flux<Membership> ofPerson(UUID personId) {
    return database
        .sql("select * from membership where person_id = :person order by since")
        .bind("person", personId)
        .map(MembershipRepository::membership)
        .all();
  }

  private static Membership membership(Readable row) {
    return new Membership(
        Columns.uuid(row, "enterprise_id"),
        Columns.uuid(row, "person_id"),
        Membership.Role.valueOf(Columns.text(row, "role")),
        Columns.flag(row, "legal_representative"),
        Columns.instant(row, "since"));
  }
}
