package org.bidseal.crypto.decryption;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.bidseal.crypto.decryption.JobStarts.Accepted;
import org.bidseal.crypto.decryption.ShareDesk.ShareAccepted;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.idempotency.IdempotencyKey;
import org.bidseal.idempotency.IdempotentWrites;
import org.bidseal.websecurity.Person;
import org.bidseal.websecurity.Platform;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The end of an envelope's life: its key in, its plaintext out.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/envelopes/{envelopeId}")
class DecryptionController {
  private final ContentKeys keys;
  private final ShareDesk shares;
  private final Plaintexts plaintexts;
  private final AttemptLog log;
  private final IdempotentWrites writes;

  DecryptionController(
      ContentKeys keys,
      ShareDesk shares,
      Plaintexts plaintexts,
      AttemptLog log,
      IdempotentWrites writes) {
    this.keys = keys;
    this.shares = shares;
    this.plaintexts = plaintexts;
    this.log = log;
    this.writes = writes;
  }

  /// A recipient's phone hands over the file key; a job decrypts.
  @PostMapping("/content-key")
  @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
  Mono<ResponseEntity<Accepted>> contentKey(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody ContentKeyRequest wish,
      IdempotencyKey key) {
    return log.logged(
        Actor.person(person.personId(), wish.sessionId()),
        envelopeId,
        writes.once(
            key,
            wish,
            Accepted.class,
            HttpStatus.ACCEPTED,
            keys.accept(envelopeId, person.personId(), wish)));
  }

  /// A recipient's phone hands over its share of the key of a bid that several open together; with
  /// the share that makes enough of them a job decrypts.
  @PostMapping("/key-share")
  @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
  Mono<ResponseEntity<ShareAccepted>> keyShare(
      @PathVariable UUID envelopeId,
      Person person,
      @Valid @RequestBody KeyShareRequest wish,
      IdempotencyKey key) {
    return log.logged(
        Actor.person(person.personId(), wish.sessionId()),
        envelopeId,
        writes.once(
            key,
            wish,
            ShareAccepted.class,
            HttpStatus.ACCEPTED,
            shares.accept(envelopeId, person.personId(), wish)));
  }

  /// The decrypted file, streamed.
  @GetMapping("/plaintext")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  Mono<ResponseEntity<Flux<DataBuffer>>> plaintext(
      @PathVariable UUID envelopeId, Platform platform) {
    return plaintexts
        .open(envelopeId, new Tenant.OfPlatform(platform.platformId()))
        .map(DecryptionController::answer);
  }

  private static ResponseEntity<Flux<DataBuffer>> answer(Plaintexts.Plaintext plaintext) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(plaintext.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(plaintext.fileName(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(plaintext.bytes());
  }
}
