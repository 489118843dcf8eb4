package org.bidseal.crypto.decryption;

import static org.bidseal.database.Columns.flag;
import static org.bidseal.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.opening.OpeningNow;
import org.bidseal.crypto.opening.Openings;
import org.bidseal.crypto.qrsession.QrSessions;
import org.bidseal.crypto.qrsession.SessionPurpose;
import org.bidseal.crypto.tender.TenderChanges;
import org.jspecify.annotations.Nullable;

/// All that decides whether a person may open an envelope with a key now, read along with the key
/// and its holding: at an opening's time this is asked for every key.
final class GateQuery {
  static final String COLUMNS = ", g.*";

  /// Binds what [#bindings] gives, `:person` and `:key`.
  static final String JOIN =
      " left join lateral (select e.state, e.superseded_by, e.retracted_at, e.header, o.*,"
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
                          where p.bid_id = e.bid_id and p.person_id = :person)) g on true
          """;

  private GateQuery() {}

  /// @param header null before the envelope is described
  /// @param confirmed whether the session is; null if it is not known here
  /// @param identifier of the key's recipient entry; null if it has none
  record Facts(
      Envelope.State state,
      @Nullable UUID supersededBy,
      @Nullable Instant retractedAt,
      @Nullable Octets header,
      OpeningNow opening,
      boolean excluded,
      @Nullable Boolean confirmed,
      @Nullable String identifier) {}

  static Map<String, Object> bindings(UUID envelopeId, UUID sessionId) {
    return Map.of(
        "purpose",
        SessionPurpose.DECRYPT.qrPurpose(),
        "reference",
        SessionPurpose.DECRYPT.reference(),
        "envelope",
        envelopeId,
        "session",
        sessionId);
  }

  /// Empty if the person has no such envelope.
  static Optional<Facts> read(Readable row) {
    return row.get("state", String.class) == null ? Optional.empty() : Optional.of(facts(row));
  }

  private static Facts facts(Readable row) {
    byte[] header = row.get("header", byte[].class);
    return new Facts(
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
