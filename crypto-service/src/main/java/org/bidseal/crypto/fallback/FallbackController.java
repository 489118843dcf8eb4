package org.bidseal.crypto.fallback;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bidseal.crypto.blob.intake.Leniency;
import org.bidseal.crypto.envelopedesk.EnvelopeView;
import org.bidseal.crypto.opening.Tenant;
import org.bidseal.crypto.role.InRole;
import org.bidseal.crypto.role.Role;
import org.bidseal.crypto.timeline.Actor;
import org.bidseal.crypto.timeline.AttemptLog;
import org.bidseal.idempotency.NaturallyIdempotent;
import org.bidseal.servicedefaults.RequestDeadline;
import org.bidseal.websecurity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Fallback uploads.
@RestController
@InRole(Role.KEY)
class FallbackController {
  /// 4 GiB at 2.4 Mbit/s.
  private static final int FOUR_HOURS = 4 * 60 * 60;

  private final Fallbacks fallbacks;
  private final AttemptLog log;

  FallbackController(Fallbacks fallbacks, AttemptLog log) {
    this.fallbacks = fallbacks;
    this.log = log;
  }

  /// Opens a bid with the file itself, within the window, if no key opens it: the bidder's person,
  /// or the platform for him, uploads what was sealed. It counts only with the tree key, which the
  /// bidder alone has, and under which it has the tree root of the receipt.
  ///
  /// @param treeKey hex; a header, since paths and queries are logged on the way
  @PutMapping(
      path = "/api/crypto/v1/envelopes/{envelopeId}/fallback/plaintext",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @NaturallyIdempotent("one file has the tree root, and a bid is opened once")
  @RequestDeadline(seconds = FOUR_HOURS)
  Mono<EnvelopeView> open(
      @PathVariable UUID envelopeId,
      Caller caller,
      @RequestHeader(name = "Bidseal-Tree-Key", required = false) @Nullable String treeKey,
      ServerHttpRequest request) {
    var touched = new AtomicBoolean();
    Flux<DataBuffer> body = request.getBody().doOnSubscribe(_ -> touched.set(true));
    Tenant tenant = Tenant.of(caller);
    return log.logged(
            actor(tenant),
            envelopeId,
            fallbacks.open(envelopeId, tenant, treeKey, announced(request), body))
        .onErrorResume(e ->
            touched.get() ? Mono.error(e) : Leniency.drop(request.getBody()).then(Mono.error(e)));
  }

  private static Actor actor(Tenant tenant) {
    return switch (tenant) {
      case Tenant.OfPerson(var personId) -> new Actor(personId, null, null);
      case Tenant.OfPlatform(var platformId) -> new Actor(null, platformId, null);
    };
  }

  private static OptionalLong announced(ServerHttpRequest request) {
    long length = request.getHeaders().getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }
}
