package org.bidseal.signing.document;

import static org.bidseal.database.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.bidseal.websecurity.ServiceCaller;
import org.bidseal.websecurity.Staff;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Rows of documents.
@Component
final class DocumentRepository {
  private final DatabaseClient database;

  DocumentRepository(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> insert(Document document) {
    return database
        .sql(
            """
            insert into document (document_id, platform_id, file_name, sm3, pages, size, file,
              created_at)
            values (:id, :platform, :name, :sm3, :pages, :size, :file, :at)
            """)
        .bind("id", document.documentId())
        .bind("platform", document.platformId())
        .bind("name", document.fileName())
        .bind("sm3", document.sm3())
        .bind("pages", document.pages())
        .bind("size", document.size())
        .bind("file", document.file())
        .bind("at", document.createdAt())
        .then();
  }

  Mono<Document> find(UUID documentId) {
    return database
        .sql("select * from document where document_id = :id")
        .bind("id", documentId)
        .map(DocumentRepository::document)
        .one();
  }

  /// The document, if the caller may see it: a platform its own, a person those that an enterprise
  /// of his is asked to sign.
  Mono<Document> find(UUID documentId, Caller caller) {
    return switch (caller) {
      case Platform platform ->
          database
              .sql("select * from document where document_id = :id and platform_id = :platform")
              .bind("id", documentId)
              .bind("platform", platform.platformId())
              .map(DocumentRepository::document)
              .one();
      case Person person ->
          database
              .sql(
                  """
                  select * from document d where document_id = :id and exists (
                    select 1 from signing_task t
                      join signatory s on s.task_id = t.task_id
                      join member m on m.enterprise_id = s.enterprise_id
                     where t.document_id = d.document_id and m.person_id = :person)
                  """)
              .bind("id", documentId)
              .bind("person", person.personId())
              .map(DocumentRepository::document)
              .one();
      case Staff _, ServiceCaller _ -> Mono.empty();
    };
  }

  private static Document document(Readable row) {
    return new Document(
        required(row, "document_id", UUID.class),
        required(row, "platform_id", UUID.class),
        required(row, "file_name", String.class),
        required(row, "sm3", String.class),
        required(row, "pages", Integer.class),
        required(row, "size", Long.class),
        required(row, "file", String.class),
        required(row, "created_at", Instant.class));
  }
}
