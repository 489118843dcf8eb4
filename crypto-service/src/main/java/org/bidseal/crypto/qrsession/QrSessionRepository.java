package org.bidseal.crypto.qrsession;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.qrsession.SessionView.Reference;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Sessions as their events told.
@Repository
class QrSessionRepository {
  private static final String PUT =
      """
      insert into qr_session (session_id, purpose, state, person_id, device_id, reference_type,
                              reference_id)
      values (:session, :purpose, :state, :person, :device, :type, :reference)
      on conflict (session_id) do update
         set state = excluded.state,
             person_id = coalesce(excluded.person_id, qr_session.person_id),
             device_id = coalesce(excluded.device_id, qr_session.device_id),
             reference_type = coalesce(excluded.reference_type, qr_session.reference_type),
             reference_id = coalesce(excluded.reference_id, qr_session.reference_id)
      """;

  private final DatabaseClient database;

  QrSessionRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> put(SessionView session, String state) {
    Reference reference = session.reference();
    return database
        .sql(PUT)
        .bind("session", session.sessionId())
        .bind("purpose", session.purpose())
        .bind("state", state)
        .bind("person", uuid(session.personId()))
        .bind("device", uuid(session.deviceId()))
        .bind(
            "type",
            reference == null ? Parameters.in(String.class) : Parameters.in(reference.type()))
        .bind("reference", uuid(reference == null ? null : reference.id()))
        .then();
  }

  Mono<SessionView> find(UUID sessionId) {
    return database
        .sql("select * from qr_session where session_id = :session")
        .bind("session", sessionId)
        .map((Readable row) -> session(row))
        .one();
  }

  private static SessionView session(Readable row) {
    String type = row.get("reference_type", String.class);
    UUID id = row.get("reference_id", UUID.class);
    return new SessionView(
        required(row, "session_id", UUID.class),
        required(row, "purpose", String.class),
        row.get("state", String.class),
        row.get("person_id", UUID.class),
        row.get("device_id", UUID.class),
        type == null || id == null ? null : new Reference(type, id));
  }

  private static Object uuid(@Nullable UUID value) {
    return value == null ? Parameters.in(UUID.class) : value;
  }
}
