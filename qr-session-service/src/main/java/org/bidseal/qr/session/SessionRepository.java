package org.bidseal.qr.session;

import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.required;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.qr.session.QrSession.Owner;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of sessions.
@Repository
class SessionRepository {
  private static final String INSERT =
      """
      insert into qr_session (session_id, purpose, platform_id, enterprise_id, guests,
        reference_type, reference_id, summary, expected, code_key, state, version, expires_at, created_at)
      values (:id, :purpose, :platform, :enterprise, :guests, :referenceType, :referenceId, :summary,
        :expected, :codeKey, :state, :version, :expiresAt, :createdAt)
      """;
  private static final String UPDATE =
      """
      update qr_session
      set state = :state, version = :version, person_id = :person, device_id = :device,
        confirmed_at = coalesce(:confirmedAt, confirmed_at), expires_at = :expiresAt,
        result = :result, failure = :failure
      where session_id = :id
      """;

  private static final TypeReference<List<SessionCard.Guest>> GUESTS = new TypeReference<>() {};

  private final DatabaseClient database;
  private final JsonMapper json;

  SessionRepository(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Mono<Void> insert(StoredSession stored) {
    SessionCard card = stored.session().card();
    SessionView view = SessionView.of(stored.session(), stored.version());
    SessionCard.Reference reference = card.reference();
    var insert =
        database
            .sql(INSERT)
            .bind("id", card.sessionId())
            .bind("purpose", card.purpose().name())
            .bind("platform", card.platformId())
            .bind("guests", jsonb(card.guests()))
            .bind("summary", jsonb(card.summary()))
            .bind("codeKey", stored.codeKey().encoded())
            .bind("state", view.state().name())
            .bind("version", stored.version())
            .bind("createdAt", card.createdAt());
    insert = nullable(insert, "enterprise", card.enterpriseId(), UUID.class);
    insert =
        nullable(
            insert, "referenceType", reference == null ? null : reference.type(), String.class);
    insert = nullable(insert, "referenceId", reference == null ? null : reference.id(), UUID.class);
    insert = nullable(insert, "expected", jsonbOrNull(card.expected()), Json.class);
    insert = nullable(insert, "expiresAt", view.expiresAt(), Instant.class);
    return insert.then();
  }

  Mono<Void> update(QrSession session, long version) {
    SessionView view = SessionView.of(session, version);
    var update =
        database
            .sql(UPDATE)
            .bind("id", view.sessionId())
            .bind("state", view.state().name())
            .bind("version", version);
    update = nullable(update, "person", view.personId(), UUID.class);
    update = nullable(update, "device", view.deviceId(), UUID.class);
    update = nullable(update, "confirmedAt", view.confirmedAt(), Instant.class);
    update = nullable(update, "expiresAt", view.expiresAt(), Instant.class);
    update = nullable(update, "result", jsonbOrNull(view.result()), Json.class);
    update = nullable(update, "failure", view.failure(), String.class);
    return update.then();
  }

  Mono<StoredSession> find(UUID sessionId) {
    return select("select * from qr_session where session_id = :id", sessionId);
  }

  /// Holds the row until the transaction ends, so that changes come one after the other.
  Mono<StoredSession> findForUpdate(UUID sessionId) {
    return select("select * from qr_session where session_id = :id for update", sessionId);
  }

  Flux<UUID> findOverdue(Instant now, int limit) {
    return database
        .sql(
            """
            select session_id from qr_session
            where state in ('PENDING', 'SCANNED', 'CONFIRMED', 'PROCESSING') and expires_at < :now
            order by expires_at limit :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map(row -> required(row, "session_id", UUID.class))
        .all();
  }

  private Mono<StoredSession> select(String sql, UUID sessionId) {
    return database.sql(sql).bind("id", sessionId).map(this::stored).one();
  }

  private StoredSession stored(Readable row) {
    return new StoredSession(
        session(row),
        required(row, "version", Long.class),
        WrappedSecret.decode(required(row, "code_key", byte[].class)));
  }

  private QrSession session(Readable row) {
    SessionCard card = card(row);
    return switch (QrSession.State.valueOf(required(row, "state", String.class))) {
      case PENDING -> new QrSession.Pending(card, required(row, "expires_at", Instant.class));
      case SCANNED ->
          new QrSession.Scanned(card, owner(row), required(row, "expires_at", Instant.class));
      case CONFIRMED ->
          new QrSession.Confirmed(
              card,
              owner(row),
              required(row, "confirmed_at", Instant.class),
              required(row, "expires_at", Instant.class));
      case PROCESSING ->
          new QrSession.Processing(
              card,
              owner(row),
              required(row, "confirmed_at", Instant.class),
              required(row, "expires_at", Instant.class));
      case COMPLETED ->
          new QrSession.Completed(
              card,
              owner(row),
              json.readValue(
                  required(row, "result", Json.class).asString(), QrSession.Result.class));
      case REJECTED ->
          new QrSession.Rejected(card, owner(row), required(row, "failure", String.class));
      case EXPIRED -> new QrSession.Expired(card, row.get("person_id") == null ? null : owner(row));
      case FAILED -> new QrSession.Failed(card, owner(row), required(row, "failure", String.class));
    };
  }

  private SessionCard card(Readable row) {
    String referenceType = row.get("reference_type", String.class);
    Json expected = row.get("expected", Json.class);
    return new SessionCard(
        required(row, "session_id", UUID.class),
        Purpose.valueOf(required(row, "purpose", String.class)),
        required(row, "platform_id", UUID.class),
        row.get("enterprise_id", UUID.class),
        json.readValue(required(row, "guests", Json.class).asString(), GUESTS),
        referenceType == null
            ? null
            : new SessionCard.Reference(referenceType, required(row, "reference_id", UUID.class)),
        json.readValue(required(row, "summary", Json.class).asString(), SessionCard.Summary.class),
        expected == null
            ? null
            : json.readValue(expected.asString(), SessionCard.ExpectedEnterprise.class),
        required(row, "created_at", Instant.class));
  }

  private static Owner owner(Readable row) {
    return new Owner(
        required(row, "person_id", UUID.class), required(row, "device_id", UUID.class));
  }

  private Json jsonb(Object value) {
    return Json.of(json.writeValueAsString(value));
  }

  private @Nullable Json jsonbOrNull(@Nullable Object value) {
    return value == null ? null : jsonb(value);
  }
}
