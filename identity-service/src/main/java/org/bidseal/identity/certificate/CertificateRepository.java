package org.bidseal.identity.certificate;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.certificate.Certificate.Content;
import org.bidseal.identity.certificate.Certificate.KeyUse;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class CertificateRepository {

  private final DatabaseClient database;

  CertificateRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(Certificate.ToDownload certificate) {
    Content content = certificate.content();
    var spec =
        database
            .sql(
                """
                insert into certificate (certificate_id, application_id, usage, key_id, person_id,
                  enterprise_id, device_id, serial_number, subject, not_before, not_after, der,
                  state)
                values (:id, :application, :usage, :key, :person, :enterprise, :device, :serial,
                  :subject, :from, :to, :der, :state)
                """)
            .bind("id", content.certificateId())
            .bind("application", content.applicationId())
            .bind("usage", content.usage().name())
            .bind("key", content.keyId())
            .bind("person", content.personId())
            .bind("device", content.deviceId())
            .bind("serial", content.serialNumber())
            .bind("subject", content.subject())
            .bind("from", content.notBefore())
            .bind("to", content.notAfter())
            .bind("der", content.der())
            .bind("state", certificate.state());
    UUID enterpriseId = content.enterpriseId();
    return (enterpriseId == null
            ? spec.bindNull("enterprise", UUID.class)
            : spec.bind("enterprise", enterpriseId))
        .then();
  }

  /// Writes the state that the certificate moved to; its row is locked.
  Mono<Void> update(Certificate certificate) {
    var spec =
        database
            .sql(
                """
                update certificate set state = :state, revoked_at = :at, revocation = :reason
                where certificate_id = :id
                """)
            .bind("id", certificate.content().certificateId())
            .bind("state", certificate.state());
    return switch (certificate) {
      case Certificate.Revoked revoked ->
          spec.bind("at", revoked.revokedAt()).bind("reason", revoked.reason().name()).then();
      case Certificate.ToDownload _, Certificate.InForce _ ->
          spec.bindNull("at", Instant.class).bindNull("reason", String.class).then();
    };
  }

  /// The certificate, locked until the transaction ends.
  Mono<Certificate> lock(UUID certificateId) {
    return database
        .sql("select * from certificate where certificate_id = :id for update")
        .bind("id", certificateId)
        .map(CertificateRepository::certificate)
        .one();
  }

  Mono<Certificate> find(UUID certificateId) {
    return database
        .sql("select * from certificate where certificate_id = :id")
        .bind("id", certificateId)
        .map(CertificateRepository::certificate)
        .one();
  }

  /// The certificate, if the person holds it or acts for its enterprise.
  Mono<Certificate> findVisible(UUID certificateId, UUID personId) {
    return database
        .sql(
            """
            select * from certificate c where certificate_id = :id
              and (person_id = :person or exists (
                select 1 from membership m
                where m.enterprise_id = c.enterprise_id and m.person_id = :person))
            """)
        .bind("id", certificateId)
        .bind("person", personId)
        .map(CertificateRepository::certificate)
        .one();
  }

  Flux<Certificate> ofPerson(UUID personId) {
    return database
        .sql(
            "select * from certificate where person_id = :person"
                + " order by not_before desc, certificate_id")
        .bind("person", personId)
        .map(CertificateRepository::certificate)
        .all();
  }

  /// Certificates of the enterprise that may be used at that time.
  Flux<Certificate> inForce(UUID enterpriseId, KeyUse usage, Instant at) {
    return database
        .sql(
            """
            select * from certificate
            where enterprise_id = :enterprise and usage = :usage and state = 'IN_FORCE'
              and not_before <= :at and not_after >= :at
            order by not_before desc, certificate_id
            """)
        .bind("enterprise", enterpriseId)
        .bind("usage", usage.name())
        .bind("at", at)
        .map(CertificateRepository::certificate)
        .all();
  }

  /// The person's signing certificates for the enterprise that may be used now.
  Flux<Certificate> usableForSigning(UUID enterpriseId, UUID personId) {
    return database
        .sql(
            """
            select * from certificate
            where enterprise_id = :enterprise and person_id = :person and usage = 'SIGNING'
              and state = 'IN_FORCE' and clock_timestamp() between not_before and not_after
            """)
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .map(CertificateRepository::certificate)
        .all();
  }

  /// The keys of the person's encryption certificates for the enterprise, ended ones included.
  Flux<UUID> encryptionKeys(UUID enterpriseId, UUID personId) {
    return database
        .sql(
            """
            select distinct key_id from certificate
            where enterprise_id = :enterprise and person_id = :person and usage = 'ENCRYPTION'
            """)
        .bind("enterprise", enterpriseId)
        .bind("person", personId)
        .map(row -> Columns.uuid(row, "key_id"))
        .all();
  }

  private static Certificate certificate(Readable row) {
    var content =
        new Content(
            Columns.uuid(row, "certificate_id"),
            Columns.uuid(row, "application_id"),
            KeyUse.valueOf(Columns.text(row, "usage")),
            Columns.uuid(row, "key_id"),
            Columns.uuid(row, "person_id"),
            row.get("enterprise_id", UUID.class),
            Columns.uuid(row, "device_id"),
            Columns.text(row, "serial_number"),
            Columns.text(row, "subject"),
            Columns.instant(row, "not_before"),
            Columns.instant(row, "not_after"),
            Columns.text(row, "der"));
    String state = Columns.text(row, "state");
    return switch (state) {
      case "TO_DOWNLOAD" -> new Certificate.ToDownload(content);
      case "IN_FORCE" -> new Certificate.InForce(content);
      case "REVOKED" ->
          new Certificate.Revoked(
              content,
              RevocationReason.valueOf(Columns.text(row, "revocation")),
              Columns.instant(row, "revoked_at"));
      default -> throw new IllegalStateException("Unknown state of a certificate: " + state);
    };
  }
}
