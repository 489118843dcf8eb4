package org.bidseal.identityview;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Certificates of persons and enterprises, in every state: the caller judges whether the state and
/// the validity fit its purpose ([CertificateView#inForceAt]).
public final class Certificates {

  private final DatabaseClient database;

  Certificates(DatabaseClient database) {
    this.database = database;
  }

  /// The certificate; empty if it is not known (yet).
  public Mono<CertificateView> find(UUID certificateId) {
    return database
        .sql("select * from certificate where certificate_id = :certificate")
        .bind("certificate", certificateId)
        .map(Certificates::certificate)
        .one();
  }

  /// The newest certificate of a key; empty if the key has none (yet).
  public Mono<CertificateView> findByKey(UUID keyId) {
    return database
        .sql("select * from certificate where key_id = :key order by not_before desc limit 1")
        .bind("key", keyId)
        .map(Certificates::certificate)
        .first();
  }

  /// The enterprise's certificates of a usage, newest first.
  public Flux<CertificateView> ofEnterprise(UUID enterpriseId, KeyUsage usage) {
    return database
        .sql(
            "select * from certificate where enterprise_id = :enterprise and usage = :usage"
                + " order by not_before desc, certificate_id")
        .bind("enterprise", enterpriseId)
        .bind("usage", usage.name())
        .map(Certificates::certificate)
        .all();
  }

  /// The certificates that a person holds, his own and those of enterprises, newest first.
  public Flux<CertificateView> ofPerson(UUID personId) {
    return database
        .sql(
            "select * from certificate where person_id = :person"
                + " order by not_before desc, certificate_id")
        .bind("person", personId)
        .map(Certificates::certificate)
        .all();
  }

  private static CertificateView certificate(Readable row) {
    return new CertificateView(
        Columns.uuid(row, "certificate_id"),
        Columns.uuid(row, "key_id"),
        KeyUsage.valueOf(Columns.text(row, "usage")),
        Columns.uuid(row, "person_id"),
        row.get("enterprise_id", UUID.class),
        Columns.uuid(row, "device_id"),
        Columns.text(row, "serial_number"),
        Columns.text(row, "subject"),
        Columns.instant(row, "not_before"),
        Columns.instant(row, "not_after"),
        CertificateView.State.valueOf(Columns.text(row, "state")),
        Columns.text(row, "certificate"));
  }
}
