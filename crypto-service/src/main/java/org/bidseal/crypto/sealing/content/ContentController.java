package org.bidseal.crypto.sealing.content;

import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.crypto.blob.intake.Leniency;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ServerSealings.SealedContent;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.websecurity.Platform;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Whole files in one request. What may be cut off and resumed: {@link
/// org.bidseal.crypto.sealing.upload}.
@RestController
@InRole(Role.KEY)
@RequestMapping(
    path = "/api/crypto/v1/envelopes/{envelopeId}",
    consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
class ContentController {
  private final ContentUploads uploads;
  private final ServerSealings sealings;
  private final LateArrivals late;
  private final AttemptLog attempts;

  ContentController(
      ContentUploads uploads, ServerSealings sealings, LateArrivals late, AttemptLog attempts) {
    this.uploads = uploads;
    this.sealings = sealings;
    this.late = late;
    this.attempts = attempts;
  }

  /// What an upload is told.
  @FunctionalInterface
  private interface Upload<T> {
    Mono<T> run(Tenant tenant, OptionalLong announced, Flux<DataBuffer> body);
  }

  /// Uploads the whole envelope, sealed by the bidder's side.
  @PutMapping("/content")
  @FileUpload
  Mono<EnvelopeView> content(
      @PathVariable UUID envelopeId, Platform platform, ServerHttpRequest request) {
    return politely(
        platform,
        request,
        (tenant, announced, body) ->
            step(envelopeId, tenant, uploads.upload(envelopeId, tenant, announced, body)));
  }

  /// Uploads the plaintext, to be sealed here (sealing SERVER).
  @PutMapping("/plaintext")
  @FileUpload
  Mono<SealedContent> plaintext(
      @PathVariable UUID envelopeId, Platform platform, ServerHttpRequest request) {
    return politely(
        platform,
        request,
        (tenant, announced, body) ->
            step(envelopeId, tenant, sealings.seal(envelopeId, tenant, announced, body)));
  }

  /// An upload with its notice if it comes too late, and its entry if this service gives it up.
  private <T> Mono<T> step(UUID envelopeId, Tenant tenant, Mono<T> upload) {
    return attempts.cutLogged(
        Actor.platform(tenant.id()),
        envelopeId,
        late.attested(envelopeId, tenant, LateArrivals.Step.CONTENT, upload));
  }

  /// Runs an upload; if it is refused before its body was touched, drops the body first.
  private static <T> Mono<T> politely(
      Platform platform, ServerHttpRequest request, Upload<T> upload) {
    long length = request.getHeaders().getContentLength();
    OptionalLong announced = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    return Leniency.towards(
        request.getBody(),
        body -> upload.run(new Tenant.OfPlatform(platform.platformId()), announced, body));
  }
}
