package org.bidseal.identity.application;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.database.Columns;
import org.bidseal.identity.application.CertificateApplication.Content;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
final class ApplicationRepository {

  private final DatabaseClient database;

  ApplicationRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(CertificateApplication.Draft draft) {
    Content content = draft.content();
    GenericExecuteSpec spec =
        database
            .sql(
                """
                insert into certificate_application (application_id, person_id, enterprise_id,
                  device_id, subject, signing_key_id, signing_public_key, encryption_key_id,
                  encryption_public_key, validity_years, state, created_at)
                values (:id, :person, :enterprise, :device, :subject, :signing, :signingKey,
                  :encryption, :encryptionKey, :years, :state, :created)
                """)
            .bind("id", content.applicationId())
            .bind("person", content.personId())
            .bind("device", content.deviceId())
            .bind("subject", content.subject())
            .bind("signing", content.signingKeyId())
            .bind("signingKey", content.signingPublicKey())
            .bind("encryption", content.encryptionKeyId())
            .bind("encryptionKey", content.encryptionPublicKey())
            .bind("years", content.validityYears())
            .bind("state", draft.state())
            .bind("created", content.createdAt());
    UUID enterpriseId = content.enterpriseId();
    return (enterpriseId == null
            ? spec.bindNull("enterprise", UUID.class)
            : spec.bind("enterprise", enterpriseId))
        .then();
  }

  /// Writes the state that the application moved to; its row is locked.
  Mono<Void> update(CertificateApplication application) {
    return switch (application) {
      case CertificateApplication.Draft _ -> Mono.empty();
      case CertificateApplication.Described described ->
          update(application, "request_info = :info").bind("info", described.requestInfo()).then();
      case CertificateApplication.Submitted submitted ->
          update(application, "csr = :csr, submitted_at = :at")
              .bind("csr", submitted.csr())
              .bind("at", submitted.submittedAt())
              .then();
      case CertificateApplication.Issued issued ->
          update(
                  application,
                  "signing_certificate_id = :signing, encryption_certificate_id = :encryption,"
                      + " reviewer_id = :reviewer, decided_at = :at")
              .bind("signing", issued.signingCertificateId())
              .bind("encryption", issued.encryptionCertificateId())
              .bind("reviewer", issued.reviewerId())
              .bind("at", issued.decidedAt())
              .then();
      case CertificateApplication.Downloaded downloaded ->
          update(application, "decided_at = :at").bind("at", downloaded.decidedAt()).then();
      case CertificateApplication.Rejected rejected ->
          update(application, "reason = :reason, reviewer_id = :reviewer, decided_at = :at")
              .bind("reason", rejected.reason())
              .bind("reviewer", rejected.reviewerId())
              .bind("at", rejected.decidedAt())
              .then();
    };
  }

  private GenericExecuteSpec update(CertificateApplication application, String assignments) {
    return database
        .sql(
            "update certificate_application set state = :state, "
                + assignments
                + " where application_id = :id")
        .bind("state", application.state())
        .bind("id", application.content().applicationId());
  }

  /// The application, locked until the transaction ends.
  Mono<CertificateApplication> lock(UUID applicationId) {
    return database
        .sql("select * from certificate_application where application_id = :id for update")
        .bind("id", applicationId)
        .map(ApplicationRepository::application)
        .one();
  }

  Mono<CertificateApplication> find(UUID applicationId) {
    return database
        .sql("select * from certificate_application where application_id = :id")
        .bind("id", applicationId)
        .map(ApplicationRepository::application)
        .one();
  }

  Flux<CertificateApplication> ofPerson(UUID personId) {
    return database
        .sql(
            "select * from certificate_application where person_id = :person"
                + " order by created_at desc")
        .bind("person", personId)
        .map(ApplicationRepository::application)
        .all();
  }

  /// Applications in a state, the oldest first.
  Flux<CertificateApplication> inState(String state, int limit) {
    return database
        .sql(
            "select * from certificate_application where state = :state"
                + " order by submitted_at, created_at limit :n")
        .bind("state", state)
        .bind("n", limit)
        .map(ApplicationRepository::application)
        .all();
  }

  private static CertificateApplication application(Readable row) {
    Content content = content(row);
    String state = Columns.text(row, "state");
    return switch (state) {
      case "DRAFT" -> new CertificateApplication.Draft(content);
      case "DESCRIBED" ->
          new CertificateApplication.Described(content, Columns.text(row, "request_info"));
      case "SUBMITTED" ->
          new CertificateApplication.Submitted(
              content, Columns.text(row, "csr"), Columns.instant(row, "submitted_at"));
      case "ISSUED" -> issued(content, row);
      case "DOWNLOADED" -> issued(content, row).download();
      case "REJECTED" ->
          new CertificateApplication.Rejected(
              content, Columns.text(row, "reason"), reviewer(row), decidedAt(row));
      default -> throw new IllegalStateException("Unknown state of an application: " + state);
    };
  }

  private static Content content(Readable row) {
    return new Content(
        Columns.uuid(row, "application_id"),
        Columns.uuid(row, "person_id"),
        row.get("enterprise_id", UUID.class),
        Columns.uuid(row, "device_id"),
        Columns.text(row, "subject"),
        Columns.uuid(row, "signing_key_id"),
        Columns.text(row, "signing_public_key"),
        Columns.uuid(row, "encryption_key_id"),
        Columns.text(row, "encryption_public_key"),
        Columns.number(row, "validity_years"),
        Columns.instant(row, "created_at"));
  }

  private static CertificateApplication.Issued issued(Content content, Readable row) {
    return new CertificateApplication.Issued(
        content,
        Columns.uuid(row, "signing_certificate_id"),
        Columns.uuid(row, "encryption_certificate_id"),
        reviewer(row),
        decidedAt(row));
  }

  private static UUID reviewer(Readable row) {
    return Columns.uuid(row, "reviewer_id");
  }

  private static Instant decidedAt(Readable row) {
    return Columns.instant(row, "decided_at");
  }
}
