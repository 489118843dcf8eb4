package org.bidseal.signing.verification;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.problem.ProblemException;
import org.bidseal.servicedefaults.CryptoScheduler;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.signing.SigningProblem;
import org.bidseal.signing.document.Documents;
import org.bidseal.signing.store.FileStore;
import org.bidseal.signing.store.StoredFile;
import org.bidseal.signing.trust.Trust;
import org.bidseal.signing.trust.TrustAnchors;
import org.bidseal.websecurity.Caller;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Verification of uploaded documents; nothing of them is kept.
@RestController
@RequestMapping("/api/signing/v1/verifications")
final class VerificationController {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final FileStore files;
  private final TrustAnchors anchors;
  private final CryptoScheduler cpu;
  private final Clock clock;

  VerificationController(FileStore files, TrustAnchors anchors, CryptoScheduler cpu, Clock clock) {
    this.files = files;
    this.anchors = anchors;
    this.cpu = cpu;
    this.clock = clock;
  }

  @Operation(
      summary = "Verify every signature of a PDF of at most 200 MB",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_PDF_VALUE,
                      schema = @Schema(type = "string", format = "binary"))))
  @NaturallyIdempotent("changes nothing")
  @PostMapping(consumes = MediaType.APPLICATION_PDF_VALUE)
  @RequestDeadline(seconds = 300)
  Mono<VerificationView> verify(Caller caller, ServerHttpRequest request) {
    return anchors
        .current()
        .flatMap(trust ->
            Mono.usingWhen(
                files.receive(request.getBody(), Documents.MAX_BYTES),
                file -> verdicts(file, trust),
                file -> files.delete(file.name())))
        .map(VerificationView::of);
  }

  private Mono<List<SignatureVerdict>> verdicts(StoredFile file, Trust trust) {
    Path path = files.path(file.name());
    return cpu.<List<SignatureVerdict>>run(() -> PdfVerification.run(path, trust, clock.instant()))
        .timeout(DEADLINE)
        .onErrorMap(IOException.class, VerificationController::unreadable);
  }

  private static ProblemException unreadable(IOException e) {
    return new ProblemException(
        SigningProblem.DOCUMENT_DAMAGED, "The file is no PDF that can be examined.", e);
  }
}
