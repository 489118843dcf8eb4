package org.bidseal.crypto.sealing.content;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.bidseal.crypto.bid.EnvelopeView;
import org.bidseal.crypto.blob.Leniency;
import org.bidseal.crypto.envelope.Envelope;
import org.bidseal.crypto.notice.LateArrivals;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.receipt.ReceiptFinisher;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.sealing.content.ServerSealings.SealedContent;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.servicedefaults.RequestDeadline;
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

/// The uploads. The body is read from the request itself, piece by piece, whatever its size.
@RestController
@InRole(Role.KEY)
@RequestMapping("/api/crypto/v1/envelopes/{envelopeId}")
class ContentController {
  /// 4 GiB at 2.4 Mbit/s.
  private static final int FOUR_HOURS = 4 * 60 * 60;

  private final ContentUploads uploads;
  private final ServerSealings sealings;
  private final ReceiptFinisher receipts;
  private final LateArrivals late;

  ContentController(
      ContentUploads uploads,
      ServerSealings sealings,
      ReceiptFinisher receipts,
      LateArrivals late) {
    this.uploads = uploads;
    this.sealings = sealings;
    this.receipts = receipts;
    this.late = late;
  }

  /// Uploads the whole envelope, sealed by the bidder's side.
  @PutMapping(path = "/content", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @NaturallyIdempotent("a complete upload replaces an earlier one, until the envelope is sealed")
  @RequestDeadline(seconds = FOUR_HOURS)
  Mono<EnvelopeView> content(
      @PathVariable UUID envelopeId, Platform platform, ServerHttpRequest request) {
    Tenant tenant = new Tenant.OfPlatform(platform.platformId());
    return late.attested(
            envelopeId,
            tenant,
            LateArrivals.Step.CONTENT,
            politely(request, body -> uploads.upload(envelopeId, tenant, announced(request), body)))
        .delayUntil(this::finishReceipt);
  }

  /// Uploads the plaintext, to be sealed here (sealing SERVER).
  @PutMapping(path = "/plaintext", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @NaturallyIdempotent("a complete upload replaces an earlier one, until the envelope is sealed")
  @RequestDeadline(seconds = FOUR_HOURS)
  Mono<SealedContent> plaintext(
      @PathVariable UUID envelopeId, Platform platform, ServerHttpRequest request) {
    return politely(
        request,
        body ->
            sealings.seal(
                envelopeId,
                new Tenant.OfPlatform(platform.platformId()),
                announced(request),
                body));
  }

  /// Runs an upload; if it is refused before its body was touched, drops the body first.
  private static <T> Mono<T> politely(
      ServerHttpRequest request, Function<Flux<DataBuffer>, Mono<T>> upload) {
    var touched = new AtomicBoolean();
    Flux<DataBuffer> body = request.getBody().doOnSubscribe(_ -> touched.set(true));
    return upload
        .apply(body)
        .onErrorResume(e ->
            touched.get() ? Mono.error(e) : Leniency.drop(request.getBody()).then(Mono.error(e)));
  }

  private static OptionalLong announced(ServerHttpRequest request) {
    long length = request.getHeaders().getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  private Mono<Void> finishReceipt(EnvelopeView envelope) {
    return envelope.state() == Envelope.State.SEALED ? receipts.finishSoon() : Mono.empty();
  }
}
