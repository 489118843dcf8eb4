package org.bidseal.identityview;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who acts for which enterprise.
public final class Members {

  private final DatabaseClient database;

  Members(DatabaseClient database) {
    this.database = database;
  }

  /// Whether the person is an active member of the enterprise.
  public Mono<Boolean> isMember(UUID personId, UUID enterpriseId) {
    return role(personId, enterpriseId).hasElement();
  }

  /// The person's membership in the enterprise; empty if there is none.
  public Mono<Membership> role(UUID personId, UUID enterpriseId) {
    return database
        .sql("select * from member where person_id = :person and enterprise_id = :enterprise")
        .bind("person", personId)
        .bind("enterprise", enterpriseId)
        .map(Members::membership)
        .one();
  }

  /// Every enterprise that the person acts for.
  public Flux<Membership> ofPerson(UUID personId) {
    return database
        .sql("select * from member where person_id = :person order by enterprise_id")
        .bind("person", personId)
        .map(Members::membership)
        .all();
  }

  /// Everyone who acts for the enterprise.
  public Flux<Membership> ofEnterprise(UUID enterpriseId) {
    return database
        .sql("select * from member where enterprise_id = :enterprise order by person_id")
        .bind("enterprise", enterpriseId)
        .map(Members::membership)
        .all();
  }

  private static Membership membership(Readable row) {
    return new Membership(
        Columns.uuid(row, "enterprise_id"),
        Columns.uuid(row, "person_id"),
        Membership.Role.valueOf(Columns.text(row, "role")),
        Columns.flag(row, "legal_representative"));
  }
}
