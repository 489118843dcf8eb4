package org.bidseal.signing.document;

import java.time.Duration;
import java.util.UUID;
import org.bidseal.database.DatabaseClock;
import org.bidseal.problem.CommonProblem;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.Ids;
import org.bidseal.signing.pdf.PdfFile;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.store.StoredFile;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes documents in and hands them out.
@Component
public final class Documents {
  /// Largest document, in bytes.
  public static final long MAX_BYTES = 200L << 20;

  private static final Duration INSPECTION = Duration.ofSeconds(60);

  private final DocumentRepository documents;
  private final FileStore files;
  private final CryptoScheduler cpu;
  private final Ids ids;
  private final DatabaseClock clock;

  Documents(
      DocumentRepository documents,
      FileStore files,
      CryptoScheduler cpu,
      Ids ids,
      DatabaseClock clock) {
    this.documents = documents;
    this.files = files;
    this.cpu = cpu;
    this.ids = ids;
    this.clock = clock;
  }

  /// A file that was received and can be signed, but belongs to nobody yet.
  record Upload(StoredFile file, int pages) {}

  /// Receives a file and looks whether it can be signed; keeps nothing of one that cannot.
  Mono<Upload> receive(Flux<DataBuffer> content) {
    return files
        .receive(content, MAX_BYTES)
        .flatMap(file ->
            cpu.run(() -> new Upload(file, PdfFile.inspect(files.path(file.name()))))
                .timeout(INSPECTION)
                .onErrorResume(e -> files.delete(file.name()).then(Mono.error(e))));
  }

  /// Makes a document of an upload, in the caller's transaction.
  Mono<Document> register(Platform platform, String fileName, Upload upload) {
    return clock
        .now()
        .map(now ->
            new Document(
                ids.next(),
                platform.platformId(),
                fileName,
                upload.file().sm3().hex(),
                upload.pages(),
                upload.file().size(),
                upload.file().name(),
                now))
        .flatMap(document -> documents.insert(document).thenReturn(document));
  }

  /// Removes an upload that became no document.
  Mono<Void> discard(Upload upload) {
    return files.delete(upload.file().name());
  }

  /// The document, or NOT_FOUND if the caller may not see it.
  public Mono<Document> get(UUID documentId, Caller caller) {
    return documents.find(documentId, caller).switchIfEmpty(Mono.error(Documents::notFound));
  }

  /// The document of a task, whose visibility was checked.
  public Mono<Document> get(UUID documentId) {
    return documents.find(documentId).switchIfEmpty(Mono.error(Documents::notFound));
  }

  private static ProblemException notFound() {
    return new ProblemException(CommonProblem.NOT_FOUND, "There is no such document.");
  }
}
