package org.bidseal.crypto.record;

import static org.bidseal.database.Columns.bytes;
import static org.bidseal.database.Columns.count;
import static org.bidseal.database.Columns.uuid;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.bidseal.crypto.envelope.Octets;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rows of signed heads, and of the certificates of their signers.
@Component
class RecordHeads {
  private static final String INSERT =
      """
      insert into opening_record (opening_id, entries, signer_id, payload, signature)
      values (:opening, :entries, :signer, :payload, :signature)
      on conflict (opening_id, entries) do nothing
      """;

  private static final String COMPLETE =
      """
      update opening_record set timestamp_token = :token, authorities = :authorities
       where opening_id = :opening and entries = :entries and timestamp_token is null
      """;

  private static final String SIGNERS =
      """
      select certificate from receipt_signer
       where signer_id = :signer
          or signer_id in (select r.signer_id from receipt r join envelope e using (envelope_id)
                            where e.opening_id = :opening)
       order by signer_id <> :signer, signer_id
      """;

  private final DatabaseClient database;

  RecordHeads(DatabaseClient database) {
    this.database = database;
  }

  /// The head of a chain of this length; empty if nobody asked for it yet.
  Mono<RecordHead> find(UUID openingId, long entries) {
    return database
        .sql("select * from opening_record where opening_id = :opening and entries = :entries")
        .bind("opening", openingId)
        .bind("entries", entries)
        .map(RecordHeads::head)
        .one();
  }

  /// Adds a head; the first one of its length stays.
  Mono<Void> insert(RecordHead head) {
    return database
        .sql(INSERT)
        .bind("opening", head.openingId())
        .bind("entries", head.entries())
        .bind("signer", head.signerId())
        .bind("payload", head.payload().bytes())
        .bind("signature", head.signature().bytes())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /// Adds timestamp and authorities; the first ones stay.
  Mono<Void> complete(RecordHead head, Octets token, List<String> authorities) {
    return database
        .sql(COMPLETE)
        .bind("token", token.bytes())
        .bind("authorities", authorities.toArray(String[]::new))
        .bind("opening", head.openingId())
        .bind("entries", head.entries())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /// The certificates of the keys that signed the head, first, and the opening's receipts; an empty
  /// text for one that is not there yet.
  Flux<String> signers(RecordHead head) {
    return database
        .sql(SIGNERS)
        .bind("signer", head.signerId())
        .bind("opening", head.openingId())
        .map(row -> {
          String certificate = row.get("certificate", String.class);
          return certificate == null ? "" : certificate;
        })
        .all();
  }

  private static RecordHead head(Readable row) {
    byte[] token = row.get("timestamp_token", byte[].class);
    String[] authorities = row.get("authorities", String[].class);
    return new RecordHead(
        uuid(row, "opening_id"),
        count(row, "entries"),
        uuid(row, "signer_id"),
        Octets.of(bytes(row, "payload")),
        Octets.of(bytes(row, "signature")),
        token == null ? null : Octets.of(token),
        authorities == null ? null : List.of(authorities));
  }
}
