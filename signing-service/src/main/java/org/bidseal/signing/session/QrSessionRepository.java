package org.bidseal.signing.session;

import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.signing.session.QrSession.Reference;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The read model of QR sessions.
@Component
final class QrSessionRepository {
  private final DatabaseClient database;

  QrSessionRepository(DatabaseClient database) {
    this.database = database;
  }

  /// Notes a session that was just opened; an event that came first knows more and stays.
  Mono<Void> opened(QrSession session) {
    return write(session, "on conflict (session_id) do nothing");
  }

  /// Writes what an event says; events of one session come in order.
  Mono<Void> happened(QrSession session) {
    return write(
        session,
        """
        on conflict (session_id) do update set state = excluded.state,
          person_id = coalesce(excluded.person_id, qr_session.person_id),
          device_id = coalesce(excluded.device_id, qr_session.device_id)
        """);
  }

  Mono<QrSession> find(UUID sessionId) {
    return database
        .sql("select * from qr_session where session_id = :id")
        .bind("id", sessionId)
        .map(QrSessionRepository::session)
        .one();
  }

  private Mono<Void> write(QrSession session, String conflict) {
    Reference reference = session.reference();
    GenericExecuteSpec insert =
        database
            .sql(
                """
                insert into qr_session (session_id, state, platform_id, enterprise_id, person_id,
                  device_id, reference_type, reference_id)
                values (:id, :state, :platform, :enterprise, :person, :device, :type, :reference)
                """
                    + conflict)
            .bind("id", session.sessionId())
            .bind("state", session.state())
            .bind("platform", session.platformId());
    insert = nullable(insert, "enterprise", session.enterpriseId(), UUID.class);
    insert = nullable(insert, "person", session.personId(), UUID.class);
    insert = nullable(insert, "device", session.deviceId(), UUID.class);
    insert = nullable(insert, "type", reference == null ? null : reference.type(), String.class);
    insert = nullable(insert, "reference", reference == null ? null : reference.id(), UUID.class);
    return insert.then();
  }

  private static QrSession session(Readable row) {
    String type = row.get("reference_type", String.class);
    UUID reference = row.get("reference_id", UUID.class);
    return new QrSession(
        required(row, "session_id", UUID.class),
        "SIGN",
        required(row, "state", String.class),
        required(row, "platform_id", UUID.class),
        row.get("enterprise_id", UUID.class),
        row.get("person_id", UUID.class),
        row.get("device_id", UUID.class),
        type == null || reference == null ? null : new Reference(type, reference));
  }
}
