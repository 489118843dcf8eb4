package org.bidseal.crypto.timeline;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.text;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.bidseal.smcrypto.PointGate;
import org.bidseal.smcrypto.device.ReportKind;
import org.bidseal.smcrypto.device.ReportStatement;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All entries. Each `add…` is one statement; it joins the caller's transaction if there is one.
@Component
public class Timeline {
  private static final String ADD_TO_ENVELOPE =
      """
      insert into timeline_entry (opening_id, envelope_id, kind, detail, person_id, session_id)
      select opening_id, envelope_id, :kind, :detail, :person, :session
        from envelope where envelope_id = :envelope
      """;

  /// Adds {@link FactKind#KEY_OPENED} for the row of a query, whose name is to be filled in, as a
  /// part of a caller's own statement; bound by [#bindKeyOpened].
  public static final String KEY_OPENED =
      """
      insert into timeline_entry (opening_id, envelope_id, kind, person_id, session_id)
      select opening_id, envelope_id, 'KEY_OPENED', :t_person, :t_session
        from %s, envelope where envelope_id = :t_envelope
      """;

  private static final String ADD_BY_ACTOR =
      ADD_TO_ENVELOPE
          + """
          and (platform_id = :platform
               or exists (select 1 from bid_person p
                           where p.bid_id = envelope.bid_id and p.person_id = :person))
          """;

  private static final String ADD_TO_OPENING =
      """
      insert into timeline_entry (opening_id, kind, detail) values (:opening, :kind, :detail)
      """;

  private static final String ADD_OF_SESSION =
      """
      insert into timeline_entry (opening_id, envelope_id, kind, detail, person_id, session_id,
                                  device_id)
      select e.opening_id, e.envelope_id, :kind, q.purpose, q.person_id, q.session_id, q.device_id
        from qr_session q join envelope e on e.envelope_id = q.reference_id
       where q.session_id = :session and q.reference_type like 'bid-%'
         and q.reference_type <> 'bid-rehearsal'
      """;

  private static final String ADD_REPORT =
      """
      with entry as (
        insert into timeline_entry (opening_id, envelope_id, kind, detail, person_id, session_id,
                                    device_id, claimed_at)
        select opening_id, envelope_id, 'REPORTED', :detail, :person, :session, :device, :claimed
          from envelope e
         where e.envelope_id = :envelope
           and (select count(*) from timeline_entry t
                 where t.envelope_id = e.envelope_id and t.kind = 'REPORTED') < :most
        returning entry_id, envelope_id)
      insert into client_report (entry_id, envelope_id, kind, statement, signature, device_key,
                                 statement_sm3)
      select entry_id, envelope_id, :kind, :statement, :signature, :key, :sm3 from entry
      """;

  private static final String HAS_REPORT =
      """
      select exists (select 1 from client_report
                      where envelope_id = :envelope and statement_sm3 = :sm3)
      """;

  private static final String OF_ENVELOPE =
      """
      select t.*, r.kind as report_kind, r.statement, r.signature, r.device_key
        from (select t.* from timeline_entry t
               where t.envelope_id = :envelope
              union all
              select t.* from timeline_entry t join envelope e on e.opening_id = t.opening_id
               where e.envelope_id = :envelope and t.envelope_id is null) t
        left join client_report r using (entry_id)
       order by t.at, t.entry_id
      """;

  private final DatabaseClient database;

  Timeline(DatabaseClient database) {
    this.database = database;
  }

  /// Something happened to an envelope.
  public Mono<Void> addToEnvelope(
      UUID envelopeId,
      FactKind kind,
      @Nullable String detail,
      @Nullable UUID personId,
      @Nullable UUID sessionId) {
    return bound(ADD_TO_ENVELOPE, envelopeId, kind, detail, personId, sessionId).then();
  }

  /// Somebody did something with an envelope; nothing is written unless it is his platform's or a
  /// bid of his enterprise's.
  public Mono<Void> addBy(Actor actor, UUID envelopeId, FactKind kind, @Nullable String detail) {
    var insert = bound(ADD_BY_ACTOR, envelopeId, kind, detail, actor.personId(), actor.sessionId());
    return nullable(insert, "platform", actor.platformId(), UUID.class).then();
  }

  /// Binds [#KEY_OPENED].
  ///
  /// @param envelopeId null if there is nothing to add
  public static GenericExecuteSpec bindKeyOpened(
      GenericExecuteSpec sql, @Nullable UUID envelopeId, UUID personId, @Nullable UUID sessionId) {
    GenericExecuteSpec bound = sql.bind("t_person", personId);
    bound = nullable(bound, "t_envelope", envelopeId, UUID.class);
    return nullable(bound, "t_session", sessionId, UUID.class);
  }

  /// Something happened to an opening, and so to all its bids.
  public Mono<Void> addToOpening(UUID openingId, FactKind kind, String detail) {
    return database
        .sql(ADD_TO_OPENING)
        .bind("opening", openingId)
        .bind("kind", kind.name())
        .bind("detail", detail)
        .then();
  }

  /// Something happened to a QR session; nothing is written unless it is about an envelope.
  public Mono<Void> addOfSession(UUID sessionId, FactKind kind) {
    return database.sql(ADD_OF_SESSION).bind("kind", kind.name()).bind("session", sessionId).then();
  }

  /// Whether the envelope has this very report.
  public Mono<Boolean> hasReport(ReportStatement statement) {
    return database
        .sql(HAS_REPORT)
        .bind("envelope", statement.envelopeId())
        .bind("sm3", statement.hash().hex())
        .mapValue(Boolean.class)
        .one();
  }

  /// A client reports; false if the envelope has as many reports as it may have. The caller has
  /// locked the envelope.
  ///
  /// @param signed the same statement with the signature that was found good
  /// @param most reports of one envelope
  public Mono<Boolean> addReport(ReportStatement statement, SignedReport signed, int most) {
    var insert =
        database
            .sql(ADD_REPORT)
            .bind("envelope", statement.envelopeId())
            .bind("detail", statement.text())
            .bind("person", statement.personId())
            .bind("device", statement.deviceId())
            .bind("claimed", statement.happenedAt())
            .bind("most", most)
            .bind("kind", statement.kind().name())
            .bind("statement", statement.bytes())
            .bind("signature", Base64.getDecoder().decode(signed.signature()))
            .bind("key", signed.deviceKey().hex())
            .bind("sm3", statement.hash().hex());
    return nullable(insert, "session", statement.sessionId(), UUID.class)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /// All entries of an envelope and of its opening, the first one first. The caller has checked
  /// that the envelope may be shown.
  public Flux<TimelineEntry> ofEnvelope(UUID envelopeId) {
    return database
        .sql(OF_ENVELOPE)
        .bind("envelope", envelopeId)
        .map((Readable row) -> entry(row))
        .all();
  }

  private GenericExecuteSpec bound(
      String sql,
      UUID envelopeId,
      FactKind kind,
      @Nullable String detail,
      @Nullable UUID personId,
      @Nullable UUID sessionId) {
    var insert = database.sql(sql).bind("envelope", envelopeId).bind("kind", kind.name());
    insert = nullable(insert, "detail", detail, String.class);
    insert = nullable(insert, "person", personId, UUID.class);
    return nullable(insert, "session", sessionId, UUID.class);
  }

  private static TimelineEntry entry(Readable row) {
    return new TimelineEntry(
        uuid(row, "entry_id"),
        row.get("envelope_id", UUID.class),
        instant(row, "at"),
        FactKind.valueOf(text(row, "kind")),
        row.get("detail", String.class),
        row.get("person_id", UUID.class),
        row.get("session_id", UUID.class),
        row.get("device_id", UUID.class),
        row.get("claimed_at", Instant.class),
        report(row));
  }

  private static String base64(Readable row, String column) {
    return Base64.getEncoder().encodeToString(bytes(row, column));
  }

  private static @Nullable SignedReport report(Readable row) {
    String kind = row.get("report_kind", String.class);
    return kind == null
        ? null
        : new SignedReport(
            ReportKind.valueOf(kind),
            base64(row, "statement"),
            base64(row, "signature"),
            PointGate.decodeHex(text(row, "device_key")));
  }
}
