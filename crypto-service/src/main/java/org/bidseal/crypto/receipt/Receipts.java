package org.bidseal.crypto.receipt;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.UUID;
import org.bidseal.crypto.blob.ledger.StoredBlobs;
import org.bidseal.crypto.chain.EntryKind;
import org.bidseal.crypto.chain.OpeningChain;
import org.bidseal.crypto.envelope.Envelope.Sealed;
import org.bidseal.crypto.envelope.Octets;
import org.bidseal.database.Transactions;
import org.bidseal.smcrypto.Sm3Hash;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The receipts of sealed bids.
@Component
public class Receipts implements Timestamped {
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

  private static final String OPENING_OF =
      "select opening_id from envelope where envelope_id = :id";

  private final DatabaseClient database;
  private final TimestampColumns columns;
  private final StoredBlobs ledger;
  private final ReceiptSigner signer;
  private final JsonMapper json;
  private final OpeningChain chain;
  private final Transactions transactions;

  Receipts(
      DatabaseClient database,
      StoredBlobs ledger,
      ReceiptSigner signer,
      JsonMapper json,
      OpeningChain chain,
      Transactions transactions) {
    this.database = database;
    this.columns = new TimestampColumns(database, "receipt", "envelope_id");
    this.ledger = ledger;
    this.signer = signer;
    this.json = json;
    this.chain = chain;
    this.transactions = transactions;
  }

  /// Signs and stores the receipt of an envelope, in the transaction that seals it.
  public Mono<SignedDocument> issue(Sealed sealed) {
    return ledger
        .findRoot(sealed.seal().content())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(root -> ReceiptPayload.of(sealed.seal(), root))
        .flatMap(this::issue);
  }

  private Mono<SignedDocument> issue(ReceiptPayload payload) {
    return signer
        .sign(json.writeValueAsBytes(payload))
        .flatMap(signed -> insert(payload, signed).thenReturn(signed));
  }

  /// The content root that the receipt of an envelope names; empty if it names none.
  public Mono<Sm3Hash> contentRoot(UUID envelopeId) {
    return database
        .sql("select payload from receipt where envelope_id = :envelope")
        .bind("envelope", envelopeId)
        .map(row -> required(row, "payload", byte[].class))
        .one()
        .map(payload -> json.readTree(payload).path("contentRoot").asString(""))
        .filter(root -> !root.isEmpty())
        .map(Sm3Hash::ofHex);
  }

  /// The receipt of an envelope that the caller may see; empty while it is not sealed.
  public Mono<ReceiptView> find(UUID envelopeId) {
    return database.sql(SELECT).bind("envelope", envelopeId).map((Readable row) -> view(row)).one();
  }

  @Override
  public String what() {
    return "a receipt";
  }

  @Override
  public Flux<Untimed> claimUntimed(int most) {
    return columns.claim(most);
  }

  @Override
  public Mono<Void> addTimestamp(UUID envelopeId, Octets token) {
    return columns
        .add(envelopeId, token)
        .filter(added -> added)
        .flatMap(_ -> openingOf(envelopeId))
        .flatMap(openingId ->
            chain.append(
                openingId,
                EntryKind.RECEIPT_TIMESTAMPED,
                new ReceiptTimestamped(envelopeId, token.base64())))
        .as(transactions::inTransaction);
  }

  private Mono<UUID> openingOf(UUID envelopeId) {
    return database.sql(OPENING_OF).bind("id", envelopeId).mapValue(UUID.class).one();
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
