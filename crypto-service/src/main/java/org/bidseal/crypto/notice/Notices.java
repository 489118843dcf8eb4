package org.bidseal.crypto.notice;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.instant;
import static org.bidseal.database.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.crypto.receipt.ReceiptSigner;
import org.bidseal.crypto.receipt.SignedDocument;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// All notices. Each is signed with the receipts' key and never changes.
@Component
public class Notices {
  private static final String INSERT =
      """
      insert into notice (envelope_id, kind, subject, signer_id, payload, signature)
      values (:envelope, :kind, :subject, :signer, :payload, :signature)
      on conflict do nothing
      """;

  private static final String SELECT =
      """
      select n.*, s.certificate
        from notice n join receipt_signer s using (signer_id)
       where n.envelope_id = :envelope
       order by n.issued_at, n.kind, n.subject
      """;

  private final DatabaseClient database;
  private final ReceiptSigner signer;
  private final JsonMapper json;

  Notices(DatabaseClient database, ReceiptSigner signer, JsonMapper json) {
    this.database = database;
    this.signer = signer;
    this.json = json;
  }

  /// Signs and stores a notice in the caller's transaction.
  ///
  /// @param payload becomes a JSON object
  /// @return false if there is one of this kind and subject, which stays as it is
  public Mono<Boolean> issue(UUID envelopeId, NoticeKind kind, String subject, Object payload) {
    return signer
        .sign(json.writeValueAsBytes(payload))
        .flatMap(signed -> insert(envelopeId, kind, subject, signed));
  }

  /// An envelope's notices, the first one first. The caller has checked that it may be shown.
  Flux<NoticeView> ofEnvelope(UUID envelopeId) {
    return database.sql(SELECT).bind("envelope", envelopeId).map((Readable row) -> view(row)).all();
  }

  private Mono<Boolean> insert(
      UUID envelopeId, NoticeKind kind, String subject, SignedDocument signed) {
    return database
        .sql(INSERT)
        .bind("envelope", envelopeId)
        .bind("kind", kind.name())
        .bind("subject", subject)
        .bind("signer", signed.signerId())
        .bind("payload", signed.payload().bytes())
        .bind("signature", signed.signature().bytes())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static NoticeView view(Readable row) {
    return new NoticeView(
        NoticeKind.valueOf(text(row, "kind")),
        text(row, "subject"),
        instant(row, "issued_at"),
        Octets.of(bytes(row, "payload")).base64(),
        Octets.of(bytes(row, "signature")).base64(),
        row.get("certificate", String.class));
  }
}
