package org.bidseal.identity.membership;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class JoinRequestRepository {

  private final DatabaseClient database;

  JoinRequestRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Errs with a DuplicateKeyException if the person has an open request for the enterprise.
  Mono<Void> insert(JoinRequest.Submitted request) {
    JoinRequest.Content content = request.content();
    return database
        .sql(
            """
            insert into join_request (join_request_id, enterprise_id, person_id, reason, state,
              submitted_at)
            values (:id, :enterprise, :person, :reason, :state, :at)
            """)
        .bind("id", content.joinRequestId())
        .bind("enterprise", content.enterpriseId())
        .bind("person", content.personId())
        .bind("reason", content.reason())
        .bind("state", request.state())
        .bind("at", content.submittedAt())
        .then();
  }

  /// Writes the state that the request moved to; its row is locked.
  Mono<Void> update(JoinRequest request) {
    return switch (request) {
      case JoinRequest.Submitted _ -> Mono.empty();
      case JoinRequest.Approved approved ->
          decide(request, approved.decidedAt(), approved.administratorId(), null);
      case JoinRequest.Rejected rejected ->
          decide(request, rejected.decidedAt(), rejected.administratorId(), rejected.why());
      case JoinRequest.Withdrawn withdrawn -> decide(request, withdrawn.withdrawnAt(), null, null);
    };
  }

  private Mono<Void> decide(
      JoinRequest request, Instant at, @Nullable UUID administrator, @Nullable String why) {
    var spec =
        database
            .sql(
                """
                update join_request
                set state = :state, decided_at = :at, administrator_id = :administrator,
                  rejection = :why
                where join_request_id = :id
                """)
            .bind("id", request.content().joinRequestId())
            .bind("state", request.state())
            .bind("at", at);
    spec =
        administrator == null
            ? spec.bindNull("administrator", UUID.class)
            : spec.bind("administrator", administrator);
    spec = why == null ? spec.bindNull("why", String.class) : spec.bind("why", why);
    return spec.then();
  }

  /// The request, locked until the transaction ends.
  Mono<JoinRequest> lock(UUID joinRequestId) {
    return database
        .sql("select * from join_request where join_request_id = :id for update")
        .bind("id", joinRequestId)
        .map(JoinRequestRepository::request)
        .one();
  }

  /// The request, if the person asked for it or administers the enterprise.
  Mono<JoinRequest> findVisible(UUID joinRequestId, UUID personId) {
    return database
        .sql(
            """
            select * from join_request j where join_request_id = :id
              and (person_id = :person or exists (
                select 1 from membership m where m.enterprise_id = j.enterprise_id
                  and m.person_id = :person and m.role = 'ADMINISTRATOR'))
            """)
        .bind("id", joinRequestId)
        .bind("person", personId)
        .map(JoinRequestRepository::request)
        .one();
  }

  Flux<JoinRequest> ofPerson(UUID personId) {
    return database
        .sql("select * from join_request where person_id = :person order by submitted_at desc")
        .bind("person", personId)
        .map(JoinRequestRepository::request)
        .all();
  }

  Flux<JoinRequest> ofEnterprise(UUID enterpriseId) {
    return database
        .sql("select * from join_request where enterprise_id = :enterprise order by submitted_at")
        .bind("enterprise", enterpriseId)
        .map(JoinRequestRepository::request)
        .all();
  }

  private static JoinRequest request(Readable row) {
    var content =
        new JoinRequest.Content(
            Columns.uuid(row, "join_request_id"),
            Columns.uuid(row, "enterprise_id"),
            Columns.uuid(row, "person_id"),
            Columns.text(row, "reason"),
            Columns.instant(row, "submitted_at"));
    String state = Columns.text(row, "state");
    return switch (state) {
      case "SUBMITTED" -> new JoinRequest.Submitted(content);
      case "APPROVED" ->
          new JoinRequest.Approved(
              content, Columns.uuid(row, "administrator_id"), Columns.instant(row, "decided_at"));
      case "REJECTED" ->
          new JoinRequest.Rejected(
              content,
              Columns.text(row, "rejection"),
              Columns.uuid(row, "administrator_id"),
              Columns.instant(row, "decided_at"));
      case "WITHDRAWN" -> new JoinRequest.Withdrawn(content, Columns.instant(row, "decided_at"));
      default -> throw new IllegalStateException("Unknown state of a join request: " + state);
    };
  }
}
