package org.bidseal.crypto.decryption;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChanges;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// All that decides whether a person may open an envelope with a key now, in one round trip: at an
/// opening's time this is read for every key that is asked for.
@Component
class GateQuery {
  private static final String SELECT =
      "select e.state, e.superseded_by, e.retracted_at, e.header, o.*,"
          + " clock_timestamp() as read_at, "
          + TenderChanges.IS_EXCLUDED
          + " as excluded, (select "
          + QrSessions.IS_CONFIRMED
          + """
              from qr_session q where q.session_id = :session) as confirmed,
            (select r.subject_key_identifier from envelope_recipient r
              where r.envelope_id = e.envelope_id and r.key_id = :key) as identifier
            from envelope e join opening o using (opening_id)
           where e.envelope_id = :envelope
             and exists (select 1 from bid_person p
                          where p.bid_id = e.bid_id and p.person_id = :person)
          """;

  private final DatabaseClient database;

  GateQuery(DatabaseClient database) {
    this.database = database;
  }

  /// @param header null before the envelope is described
  /// @param confirmed whether the session is; null if it is not known here
  /// @param identifier of the key's recipient entry; null if it has none
  record Wish(
      Envelope.State state,
      @Nullable UUID supersededBy,
      @Nullable Instant retractedAt,
      @Nullable Octets header,
      OpeningNow opening,
      boolean excluded,
      @Nullable Boolean confirmed,
      @Nullable String identifier) {}

  /// Empty if the person has no such envelope.
  Mono<Wish> find(UUID envelopeId, UUID sessionId, UUID personId, UUID keyId) {
    return database
        .sql(SELECT)
        .bind("purpose", SessionPurpose.DECRYPT.qrPurpose())
        .bind("reference", SessionPurpose.DECRYPT.reference())
        .bind("envelope", envelopeId)
        .bind("session", sessionId)
        .bind("person", personId)
        .bind("key", keyId)
        .map(GateQuery::wish)
        .one();
  }

  private static Wish wish(Readable row) {
    byte[] header = row.get("header", byte[].class);
    return new Wish(
        Envelope.State.valueOf(text(row, "state")),
        row.get("superseded_by", UUID.class),
        row.get("retracted_at", Instant.class),
        header == null ? null : Octets.of(header),
        Openings.read(row),
        flag(row, "excluded"),
        row.get("confirmed", Boolean.class),
        row.get("identifier", String.class));
  }
}
