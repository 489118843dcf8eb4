package org.bidseal.crypto.receipt;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.database.Transactions;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The receipts of sealed bids.
@Component
public class Receipts {
  private static final String INSERT =
      """
      insert into receipt (envelope_id, signer_id, payload, signature, short_code)
      values (:envelope, :signer, :payload, :signature, :code)
      """;

  private static final String SELECT =
      """
      select r.*, s.certificate
        from receipt r join receipt_signer s using (signer_id)
       where r.envelope_id = :envelope
      """;

  // The claim moves the next attempt into the future, so that replicas do not ask at once, and a
  // crash between claim and answer only costs that pause. It doubles up to about five minutes.
  private static final String CLAIM =
      """
      update receipt
         set attempts = attempts + 1,
             next_attempt_at =
                 clock_timestamp() + least(300, power(2, least(attempts, 10))) * interval '1 second'
       where envelope_id in (select envelope_id from receipt
                              where timestamp_token is null
                                and next_attempt_at <= clock_timestamp()
                              order by next_attempt_at limit :most for update skip locked)
      returning envelope_id, signature
      """;

  private static final String ADD_TIMESTAMP =
      """
      update receipt r set timestamp_token = :token
        from envelope e
       where r.envelope_id = :envelope and r.timestamp_token is null
         and e.envelope_id = r.envelope_id
      returning e.opening_id
      """;

  private final DatabaseClient database;
  private final ReceiptSigner signer;
  private final JsonMapper json;
  private final OpeningChain chain;
  private final Transactions transactions;

  Receipts(
      DatabaseClient database,
      ReceiptSigner signer,
      JsonMapper json,
      OpeningChain chain,
      Transactions transactions) {
    this.database = database;
    this.signer = signer;
    this.json = json;
    this.chain = chain;
    this.transactions = transactions;
  }

  /// Signs and stores the receipt of an envelope, in the transaction that seals it.
  public Mono<SignedDocument> issue(Sealed sealed) {
    ReceiptPayload payload = ReceiptPayload.of(sealed.seal());
    return signer
        .sign(json.writeValueAsBytes(payload))
        .flatMap(signed -> insert(payload, signed).thenReturn(signed));
  }

  /// The receipt of an envelope that the caller may see; empty while it is not sealed.
  public Mono<ReceiptView> find(UUID envelopeId) {
    return database.sql(SELECT).bind("envelope", envelopeId).map((Readable row) -> view(row)).one();
  }

  /// A receipt's signature that waits for its timestamp.
  record Untimed(UUID envelopeId, Octets signature) {}

  /// Takes up to `most` receipts whose turn it is.
  Flux<Untimed> claimUntimed(int most) {
    return database.sql(CLAIM).bind("most", most).map((Readable row) -> untimed(row)).all();
  }

  /// Adds a checked timestamp token; the first one stays.
  Mono<Void> addTimestamp(UUID envelopeId, Octets token) {
    return database
        .sql(ADD_TIMESTAMP)
        .bind("token", token.bytes())
        .bind("envelope", envelopeId)
        .mapValue(UUID.class)
        .one()
        .flatMap(openingId ->
            chain.append(
                openingId,
                EntryKind.RECEIPT_TIMESTAMPED,
                new ReceiptTimestamped(envelopeId, token.base64())))
        .as(transactions::inTransaction);
  }

  /// Payload of RECEIPT_TIMESTAMPED.
  ///
  /// @param token RFC 3161 over SM3 of the receipt's signature, DER in base64
  record ReceiptTimestamped(UUID envelopeId, String token) {}

  private Mono<Void> insert(ReceiptPayload payload, SignedDocument signed) {
    return database
        .sql(INSERT)
        .bind("envelope", payload.envelopeId())
        .bind("signer", signed.signerId())
        .bind("payload", signed.payload().bytes())
        .bind("signature", signed.signature().bytes())
        .bind("code", payload.shortCode())
        .then();
  }

  private static Untimed untimed(Readable row) {
    return new Untimed(
        required(row, "envelope_id", UUID.class),
        Octets.of(required(row, "signature", byte[].class)));
  }

  private static ReceiptView view(Readable row) {
    byte[] token = row.get("timestamp_token", byte[].class);
    String certificate = row.get("certificate", String.class);
    return new ReceiptView(
        Octets.of(required(row, "payload", byte[].class)).base64(),
        Octets.of(required(row, "signature", byte[].class)).base64(),
        certificate,
        token == null ? null : Octets.of(token).base64(),
        certificate == null,
        token == null,
        required(row, "short_code", String.class));
  }
}
