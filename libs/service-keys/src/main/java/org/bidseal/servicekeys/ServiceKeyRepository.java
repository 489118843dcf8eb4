package org.bidseal.servicekeys;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import org.bidseal.keywrapping.WrappedSecret;
import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.PointGate;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// The rows of service keys.
final class ServiceKeyRepository {
  private final DatabaseClient database;

  ServiceKeyRepository(DatabaseClient database) {
    this.database = database;
  }

  /// A key as it is stored.
  ///
  /// @param certificate DER in base64; null before it was issued
  /// @param chain DER in base64 of the issuers, separated by spaces
  record KeyRow(
      Point publicKey,
      WrappedSecret privateKey,
      @Nullable String certificate,
      @Nullable String chain) {
    static KeyRow of(Readable row) {
      return new KeyRow(
          PointGate.decodeHex(required(row, "public_key", String.class)),
          WrappedSecret.decode(required(row, "private_key", byte[].class)),
          row.get("certificate", String.class),
          row.get("chain", String.class));
    }
  }

  Mono<KeyRow> find(ServiceProfile profile) {
    return database
        .sql("select * from service_key where profile = :profile")
        .bind("profile", profile.name())
        .map(KeyRow::of)
        .one();
  }

  /// Keeps a key, unless another replica was faster.
  Mono<Void> insert(ServiceProfile profile, KeyRow key) {
    return database
        .sql(
            """
            insert into service_key (profile, public_key, private_key)
            values (:profile, :public, :private)
            on conflict do nothing
            """)
        .bind("profile", profile.name())
        .bind("public", key.publicKey().hex())
        .bind("private", key.privateKey().encoded())
        .then();
  }

  Mono<Void> certified(ServiceProfile profile, String certificate, String chain) {
    return database
        .sql(
            "update service_key set certificate = :certificate, chain = :chain where profile = :profile")
        .bind("certificate", certificate)
        .bind("chain", chain)
        .bind("profile", profile.name())
        .then();
  }
}
