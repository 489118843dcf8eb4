package org.bidseal.crypto.sealing.upload.tus;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.bidseal.crypto.blob.intake.Leniency;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ServerSealings.SealedContent;
import org.bidseal.crypto.sealing.upload.Upload;
import org.bidseal.crypto.sealing.upload.UploadDesk;
import org.bidseal.crypto.sealing.upload.UploadWrites;
import org.bidseal.crypto.sealing.upload.UploadWrites.Chunk;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.websecurity.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Resumable uploads by tus 1.0: of an envelope's ciphertext, or of the plaintext if it is sealed
/// here. The tus version is looked at by {@link TusFilter}.
@RestController
@InRole(Role.KEY)
@RequestMapping(UploadController.PATH)
class UploadController {
  static final String PATH = "/api/crypto/v1/envelopes/{envelopeId}/uploads";

  private static final int FOUR_HOURS = 4 * 60 * 60;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final UploadDesk desk;
  private final UploadWrites chunks;
  private final IdempotentWrites writes;
  private final LateArrivals late;
  private final AttemptLog attempts;

  UploadController(
      UploadDesk desk,
      UploadWrites chunks,
      IdempotentWrites writes,
      LateArrivals late,
      AttemptLog attempts) {
    this.late = late;
    this.attempts = attempts;
    this.desk = desk;
    this.chunks = chunks;
    this.writes = writes;
  }

  /// What a creation answers.
  ///
  /// @param location path of the upload
  record CreatedUpload(UUID uploadId, String location, long length, Instant expiresAt) {}

  /// What tus can do here (tus 1.0, OPTIONS).
  @RequestMapping(method = RequestMethod.OPTIONS)
  @ApiResponse(
      responseCode = "204",
      headers = {
        @Header(name = TusHeaders.VERSION),
        @Header(name = TusHeaders.EXTENSION),
        @Header(name = TusHeaders.MAX_SIZE),
        @Header(name = TusHeaders.CHECKSUM_ALGORITHM)
      })
  ResponseEntity<Void> options(@PathVariable UUID envelopeId) {
    return ResponseEntity.noContent()
        .header(TusHeaders.VERSION, TusHeaders.THIS_VERSION)
        .header(TusHeaders.EXTENSION, TusHeaders.EXTENSIONS)
        .header(TusHeaders.MAX_SIZE, Long.toString(UploadDesk.MOST_CIPHERTEXT))
        .header(TusHeaders.CHECKSUM_ALGORITHM, TusHeaders.SM3)
        .build();
  }

  /// Begins an upload. An `Idempotency-Key` may come with it; without one, a repetition takes the
  /// place of what it repeats.
  @PostMapping
  @Tus
  @NaturallyIdempotent("an envelope has one unfinished upload: a new one takes its place")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  Mono<ResponseEntity<CreatedUpload>> create(
      @PathVariable UUID envelopeId,
      Platform platform,
      @Parameter(required = true, example = "1")
          @RequestHeader(name = TusHeaders.LENGTH, required = false)
          @Nullable String length,
      @RequestHeader(name = TusHeaders.METADATA, required = false) @Nullable String metadata,
      ServerWebExchange exchange) {
    Mono<CreatedUpload> creation =
        Mono.defer(() ->
                desk.create(
                    envelopeId,
                    tenant(platform),
                    TusHeaders.length(length),
                    TusHeaders.metadata(metadata)))
            .map(UploadController::created);
    Mono<ResponseEntity<CreatedUpload>> once =
        exchange.getRequest().getHeaders().containsHeader(IdempotencyKey.HEADER)
            ? writes.once(
                exchange,
                "%s %s".formatted(length, metadata),
                CreatedUpload.class,
                HttpStatus.CREATED,
                creation)
            : creation.map(created -> ResponseEntity.status(HttpStatus.CREATED).body(created));
    return step(
        envelopeId,
        tenant(platform),
        LateArrivals.Step.CONTENT,
        once.map(UploadController::withLocation));
  }

  /// A step with its notice if it comes too late, and its entry if this service gives it up.
  private <T> Mono<T> step(
      UUID envelopeId, Tenant.OfPlatform tenant, LateArrivals.Step which, Mono<T> step) {
    return attempts.cutLogged(
        Actor.platform(tenant.id()), envelopeId, late.attested(envelopeId, tenant, which, step));
  }

  private static CreatedUpload created(Upload upload) {
    String location =
        PATH.replace("{envelopeId}", upload.envelopeId().toString()) + "/" + upload.uploadId();
    return new CreatedUpload(upload.uploadId(), location, upload.length(), upload.expiresAt());
  }

  private static ResponseEntity<CreatedUpload> withLocation(ResponseEntity<CreatedUpload> answer) {
    CreatedUpload created = answer.getBody();
    if (created == null) {
      throw new IllegalStateException("a creation without an answer");
    }
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .location(URI.create(created.location()))
        .header(TusHeaders.EXPIRES, HTTP_DATE.format(created.expiresAt()))
        .body(created);
  }

  /// Where the upload goes on; 423 while another request still writes to it.
  @RequestMapping(path = "/{uploadId}", method = RequestMethod.HEAD)
  @Tus
  @ApiResponse(
      responseCode = "200",
      headers = {
        @Header(name = TusHeaders.OFFSET),
        @Header(name = TusHeaders.LENGTH),
        @Header(name = TusHeaders.METADATA),
        @Header(name = TusHeaders.EXPIRES)
      })
  Mono<ResponseEntity<Void>> offset(
      @PathVariable UUID envelopeId, @PathVariable UUID uploadId, Platform platform) {
    return desk.getResting(envelopeId, uploadId, tenant(platform))
        .map(upload -> {
          var answer =
              ResponseEntity.ok()
                  .cacheControl(CacheControl.noStore())
                  .header(TusHeaders.OFFSET, Long.toString(upload.received()))
                  .header(TusHeaders.LENGTH, Long.toString(upload.length()))
                  .header(TusHeaders.EXPIRES, HTTP_DATE.format(upload.expiresAt()));
          if (upload.metadata() != null) {
            answer.header(TusHeaders.METADATA, upload.metadata());
          }
          return answer.build();
        });
  }

  /// Appends a chunk. The last one gives a ciphertext to its envelope, and seals the bid if it was
  /// signed.
  @PatchMapping(path = "/{uploadId}", consumes = TusHeaders.CHUNK)
  @Tus
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = TusHeaders.CHUNK,
              schema = @Schema(type = "string", format = "binary")))
  @NaturallyIdempotent("a chunk is written at its offset, once")
  @RequestDeadline(seconds = FOUR_HOURS)
  @ApiResponse(
      responseCode = "204",
      headers = {@Header(name = TusHeaders.OFFSET), @Header(name = TusHeaders.EXPIRES)})
  Mono<ResponseEntity<Void>> chunk(
      @PathVariable UUID envelopeId,
      @PathVariable UUID uploadId,
      Platform platform,
      @Parameter(required = true, example = "0")
          @RequestHeader(name = TusHeaders.OFFSET, required = false)
          @Nullable String offset,
      @RequestHeader(name = TusHeaders.CHECKSUM, required = false) @Nullable String checksum,
      ServerHttpRequest request) {
    return Leniency.towards(
            request.getBody(),
            body ->
                step(
                    envelopeId,
                    tenant(platform),
                    LateArrivals.Step.CONTENT,
                    Mono.defer(() ->
                        chunks.write(
                            envelopeId,
                            uploadId,
                            tenant(platform),
                            new Chunk(TusHeaders.offset(offset), TusHeaders.checksum(checksum)),
                            body))))
        .map(upload ->
            ResponseEntity.noContent()
                .header(TusHeaders.OFFSET, Long.toString(upload.received()))
                .header(TusHeaders.EXPIRES, HTTP_DATE.format(upload.expiresAt()))
                .build());
  }

  /// Ends an upload and removes what came of it.
  @DeleteMapping("/{uploadId}")
  @Tus
  @NaturallyIdempotent("what is gone stays gone")
  @ApiResponse(responseCode = "204")
  Mono<ResponseEntity<Void>> terminate(
      @PathVariable UUID envelopeId, @PathVariable UUID uploadId, Platform platform) {
    return desk.terminate(envelopeId, uploadId, tenant(platform))
        .thenReturn(ResponseEntity.noContent().build());
  }

  /// Seals an uploaded plaintext (sealing SERVER). The answer is told this once.
  @PostMapping("/{uploadId}/sealing")
  @NaturallyIdempotent("sealing again replaces the earlier content, until the envelope is sealed")
  @RequestDeadline(seconds = FOUR_HOURS)
  Mono<SealedContent> seal(
      @PathVariable UUID envelopeId, @PathVariable UUID uploadId, Platform platform) {
    return step(
        envelopeId,
        tenant(platform),
        LateArrivals.Step.SERVER_SEALING,
        desk.seal(envelopeId, uploadId, tenant(platform)));
  }

  private static Tenant.OfPlatform tenant(Platform platform) {
    return new Tenant.OfPlatform(platform.platformId());
  }
}
