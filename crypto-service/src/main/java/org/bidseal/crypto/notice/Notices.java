package org.bidseal.crypto.notice;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.nullable;
import static org.bidseal.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.receipt.SignedDocument;
import org.bidseal.crypto.receipt.TimestampColumns;
import org.bidseal.crypto.receipt.Timestamped;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// All notices. Each is signed with the receipts' key and never changes.
@Component
public class Notices implements Timestamped {
  private static final String INSERT =
      """
      insert into notice (envelope_id, opening_id, enterprise_id, kind, subject, signer_id, payload,
                          signature)
      values (:envelope, :opening, :enterprise, :kind, :subject, :signer, :payload, :signature)
      on conflict do nothing
      """;

  private static final String SELECT =
      """
      select n.*, s.certificate
        from notice n join receipt_signer s using (signer_id)
       where
      """;

  private static final String IN_ORDER = " order by n.issued_at, n.kind, n.subject";

  private static final String OF_ENVELOPE = SELECT + "n.envelope_id = :envelope" + IN_ORDER;

  private static final String OF_PLATFORM = SELECT + "n.opening_id = :opening" + IN_ORDER;

  private static final String OF_PERSON =
      SELECT
          + """
          n.opening_id = :opening
            and exists (select 1 from member m
                         where m.enterprise_id = n.enterprise_id and m.person_id = :person)
          """
          + IN_ORDER;

  private final DatabaseClient database;
  private final TimestampColumns columns;
  private final ReceiptSigner signer;
  private final JsonMapper json;

  Notices(DatabaseClient database, ReceiptSigner signer, JsonMapper json) {
    this.database = database;
    this.columns = new TimestampColumns(database, "notice", "notice_id");
    this.signer = signer;
    this.json = json;
  }

  /// What a notice is about: an envelope, or an enterprise that has none in an opening.
  private record About(
      @Nullable UUID envelopeId, @Nullable UUID openingId, @Nullable UUID enterpriseId) {}

  /// Signs and stores a notice in the caller's transaction.
  ///
  /// @param payload becomes a JSON object
  /// @return false if there is one of this kind and subject, which stays as it is
  public Mono<Boolean> issue(UUID envelopeId, NoticeKind kind, String subject, Object payload) {
    return issue(new About(envelopeId, null, null), kind, subject, payload);
  }

  /// The same of a bid that came to no envelope.
  Mono<Boolean> issue(
      UUID openingId, UUID enterpriseId, NoticeKind kind, String subject, Object payload) {
    return issue(new About(null, openingId, enterpriseId), kind, subject, payload);
  }

  private Mono<Boolean> issue(About about, NoticeKind kind, String subject, Object payload) {
    return signer
        .sign(json.writeValueAsBytes(payload))
        .flatMap(signed -> insert(about, kind, subject, signed));
  }

  /// An envelope's notices, the first one first. The caller has checked that it may be shown.
  Flux<NoticeView> ofEnvelope(UUID envelopeId) {
    return database
        .sql(OF_ENVELOPE)
        .bind("envelope", envelopeId)
        .map((Readable row) -> view(row))
        .all();
  }

  /// Notices of bids that came to no envelope, of the whole opening. The caller has checked that it
  /// may be shown.
  Flux<NoticeView> withoutEnvelope(UUID openingId) {
    return database
        .sql(OF_PLATFORM)
        .bind("opening", openingId)
        .map((Readable row) -> view(row))
        .all();
  }

  /// The same, of the person's enterprises.
  Flux<NoticeView> withoutEnvelope(UUID openingId, UUID personId) {
    return database
        .sql(OF_PERSON)
        .bind("opening", openingId)
        .bind("person", personId)
        .map((Readable row) -> view(row))
        .all();
  }

  @Override
  public String what() {
    return "a notice";
  }

  @Override
  public Flux<Untimed> claimUntimed(int most) {
    return columns.claim(most);
  }

  @Override
  public Mono<Void> addTimestamp(UUID id, Octets token) {
    return columns.add(id, token).then();
  }

  private Mono<Boolean> insert(
      About about, NoticeKind kind, String subject, SignedDocument signed) {
    var insert =
        database
            .sql(INSERT)
            .bind("kind", kind.name())
            .bind("subject", subject)
            .bind("signer", signed.signerId())
            .bind("payload", signed.payload().bytes())
            .bind("signature", signed.signature().bytes());
    insert = nullable(insert, "envelope", about.envelopeId(), UUID.class);
    insert = nullable(insert, "opening", about.openingId(), UUID.class);
    return nullable(insert, "enterprise", about.enterpriseId(), UUID.class)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static NoticeView view(Readable row) {
    byte[] token = row.get("timestamp_token", byte[].class);
    return new NoticeView(
        NoticeKind.valueOf(text(row, "kind")),
        text(row, "subject"),
        instant(row, "issued_at"),
        Octets.of(bytes(row, "payload")).base64(),
        Octets.of(bytes(row, "signature")).base64(),
        row.get("certificate", String.class),
        token == null ? null : Octets.of(token).base64());
  }
}
