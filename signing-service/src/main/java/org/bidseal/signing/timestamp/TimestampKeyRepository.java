package org.bidseal.signing.timestamp;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The authority's key pair and certificate; one row for all replicas.
@Component
final class TimestampKeyRepository {
  private static final String NAME = "timestamp";

  private final DatabaseClient database;

  TimestampKeyRepository(DatabaseClient database) {
    this.database = database;
  }

  /// The row.
  ///
  /// @param certificate DER in base64; null before it was issued
  /// @param chain DER in base64 of the issuers, separated by spaces
  record KeyRow(
      Point publicKey,
      WrappedSecret wrapped,
      @Nullable String certificate,
      @Nullable String chain) {
    static KeyRow of(Readable row) {
      return new KeyRow(
          PointGate.decodeHex(required(row, "public_key", String.class)),
          WrappedSecret.decode(required(row, "wrapped", byte[].class)),
          row.get("certificate", String.class),
          row.get("chain", String.class));
    }
  }

  Mono<KeyRow> find() {
    return database
        .sql("select * from timestamp_key where name = :name")
        .bind("name", NAME)
        .map(KeyRow::of)
        .one();
  }

  /// Keeps a key pair, unless another replica was faster.
  Mono<Void> insert(Point publicKey, WrappedSecret wrapped) {
    return database
        .sql(
            """
            insert into timestamp_key (name, public_key, wrapped) values (:name, :key, :wrapped)
            on conflict do nothing
            """)
        .bind("name", NAME)
        .bind("key", publicKey.hex())
        .bind("wrapped", wrapped.encoded())
        .then();
  }

  Mono<Void> certified(String certificate, String chain) {
    return database
        .sql(
            "update timestamp_key set certificate = :certificate, chain = :chain where name = :name")
        .bind("certificate", certificate)
        .bind("chain", chain)
        .bind("name", NAME)
        .then();
  }

  /// A serial number that was never used.
  Mono<Long> nextSerial() {
    return database
        .sql("select nextval('timestamp_serial')")
        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
        .one();
  }
}
