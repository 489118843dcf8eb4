package org.bidseal.signing.document;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.signing.document.Documents.Upload;
import org.bidseal.signing.store.FileStore;
import org.bidseal.websecurity.Caller;
import org.bidseal.websecurity.Platform;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Documents.
@RestController
@RequestMapping("/api/signing/v1/documents")
final class DocumentController {
  private final Documents documents;
  private final FileStore files;
  private final IdempotentWrites writes;

  DocumentController(Documents documents, FileStore files, IdempotentWrites writes) {
    this.documents = documents;
    this.files = files;
    this.writes = writes;
  }

  /// What makes two uploads the same request.
  private record Intent(String fileName, String sm3) {}

  @Operation(
      summary = "Upload a PDF of at most 200 MB",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_PDF_VALUE,
                      schema = @Schema(type = "string", format = "binary"))))
  @PostMapping(consumes = MediaType.APPLICATION_PDF_VALUE)
  @RequestDeadline(seconds = 300)
  Mono<ResponseEntity<DocumentView>> upload(
      IdempotencyKey key,
      Platform platform,
      @RequestParam @Size(min = 1, max = 200) String fileName,
      ServerHttpRequest request) {
    return documents
        .receive(request.getBody())
        .flatMap(upload -> register(key, platform, fileName, upload));
  }

  @Operation(summary = "The document as it was uploaded")
  @GetMapping(path = "/{documentId}/content", produces = MediaType.APPLICATION_PDF_VALUE)
  Mono<ResponseEntity<Flux<DataBuffer>>> content(@PathVariable UUID documentId, Caller caller) {
    return documents.get(documentId, caller).map(this::download);
  }

  private Mono<ResponseEntity<DocumentView>> register(
      IdempotencyKey key, Platform platform, String fileName, Upload upload) {
    return writes
        .once(
            key,
            new Intent(fileName, upload.file().sm3().hex()),
            DocumentView.class,
            HttpStatus.CREATED,
            documents.register(platform, fileName, upload).map(DocumentView::of))
        .flatMap(answer ->
            answer.getHeaders().containsHeader("Idempotency-Replayed")
                ? documents.discard(upload).thenReturn(answer)
                : Mono.just(answer))
        // Only a refusal is certain to have left no row; an ambiguous commit keeps its file.
        .onErrorResume(ProblemException.class, e -> documents.discard(upload).then(Mono.error(e)));
  }

  private ResponseEntity<Flux<DataBuffer>> download(Document document) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .contentLength(document.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(document.fileName(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(files.read(document.file()));
  }
}
